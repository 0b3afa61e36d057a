"""Which files state derivations, by their names; pytest reads this wherever it runs, so nothing else is imported."""

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

PATTERNS = ("derivation_*.py", "*_derivation.py")


def states_derivations(path: Path, patterns: Iterable[str] = PATTERNS) -> bool:
    """Is this a derivation file? One named test_* is left to pytest."""
    ours = path.suffix == ".py" and not path.name.startswith("test_")
    return ours and any(fnmatch(path.name, pattern) for pattern in patterns)
