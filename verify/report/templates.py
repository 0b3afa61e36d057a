"""The templates of the pages: HTML of this folder and of the suites', everything escaped, with the filters of words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from verify.drawing import words
from verify.drawing.letters import prose

HERE = Path(__file__).parent
SUITES = HERE.parent / "suites"


def environment(*more: Path) -> Environment:
    """With the templates of other folders as well."""
    found = Environment(
        loader=FileSystemLoader([HERE, SUITES, *more]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {"number": words.number, "seconds": words.seconds, "measured": words.measured}
    found.filters |= filters | {"prose": prose}
    return found
