"""`[tool.driftproof]` of the nearest pyproject.toml: what `driftproof check` takes where no flag says otherwise.

[tool.driftproof]
files = ["derivation_*.py", "*_derivation.py"]   # of a folder
budget = 30                                      # seconds of computing, for each derivation
seed = 0
output-format = "text"
"""

import argparse
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from learned.files import tables
from verify.commands import seconds, seed
from verify.derivations.file_names import PATTERNS
from verify.drawing.machine import FORMATS

NAME, SECTION = "pyproject.toml", "[tool.driftproof]"


def _files(given: Any) -> list[str]:
    if not (isinstance(given, list) and given and all(isinstance(p, str) and p for p in given)):
        raise argparse.ArgumentTypeError(f"{given!r}: give a list of names, e.g. {list(PATTERNS)}")
    return given


def _form(given: Any) -> str:
    if given not in ("text", *FORMATS):
        raise argparse.ArgumentTypeError(f"{given!r}: use one of text, {', '.join(FORMATS)}")
    return str(given)


KEYS: dict[str, tuple[Callable[[Any], Any], Any]] = {  # how each is read, and its default
    "files": (_files, PATTERNS),
    "budget": (lambda given: seconds("" if isinstance(given, bool) else str(given)), 30.0),
    "seed": (lambda given: seed("" if isinstance(given, bool) else str(given)), 0),
    "output-format": (_form, "text"),
}


def of_check(folder: Path) -> dict[str, Any]:
    """Each of KEYS; ValueError names the file, the key and the fix."""
    path = next((place / NAME for place in (folder, *folder.parents) if (place / NAME).is_file()), None)
    given = tables.load(path, float).get("tool", {}).get("driftproof", {}) if path else {}
    if not isinstance(given, dict):
        raise ValueError(f"{path}: {SECTION} is {given!r}: make it a table of {', '.join(KEYS)}")
    for key in given:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            raise ValueError(
                f"{path}: {SECTION} has no {key}: " + (f"did you mean {near[0]}?" if near else f"use {', '.join(KEYS)}")
            )
    return {key: _read(path, key, given[key]) if key in given else default for key, (_, default) in KEYS.items()}


def _read(path: Path | None, key: str, value: Any) -> Any:
    try:
        return KEYS[key][0](value)
    except argparse.ArgumentTypeError as e:
        raise ValueError(f"{path}: {SECTION} {key} = {e}") from None
