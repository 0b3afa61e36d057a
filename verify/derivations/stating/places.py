"""What a formula is called, and where it stands."""

import inspect
from pathlib import Path
from typing import Any


def name_of(formula: Any) -> str:
    return str(getattr(formula, "__name__", "") or type(formula).__name__)


def where_of(formula: Any) -> str:
    """file:line, from here where that is shorter."""
    try:
        file, line = inspect.getsourcefile(formula) or "", inspect.getsourcelines(formula)[1]
    except (TypeError, OSError):
        return ""
    here, path = Path.cwd(), Path(file)
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{line}"
