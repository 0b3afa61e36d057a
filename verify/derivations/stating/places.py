"""What a formula is called, and where it stands."""

import inspect
from typing import Any

from verify.derivations.marked import from_here


def name_of(formula: Any) -> str:
    return str(getattr(formula, "__name__", "") or type(formula).__name__)


def where_of(formula: Any) -> str:
    """file:line, from here where that is shorter."""
    try:
        file, line = inspect.getsourcefile(formula) or "", inspect.getsourcelines(formula)[1]
    except (TypeError, OSError):
        return ""
    return f"{from_here(file)}:{line}"
