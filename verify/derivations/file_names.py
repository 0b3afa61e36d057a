"""Which files state derivations, by their names; pytest reads this wherever it runs, so nothing else is imported."""

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

PATTERNS = ("derivation_*.py", "*_derivation.py")
SKIPPED = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}", "__pycache__")  # as pytest does


def states_derivations(path: Path, patterns: Iterable[str] = PATTERNS) -> bool:
    """Is this a derivation file? One named test_* is left to pytest."""
    ours = path.suffix == ".py" and not path.name.startswith("test_")
    return ours and any(fnmatch(path.name, pattern) for pattern in patterns)


def files_below(folder: Path, patterns: Iterable[str] = PATTERNS) -> Iterator[Path]:
    """The derivation files in it and below, but for folders that hold other people's: hidden, built, virtual environments."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(Path(place, name)))
        yield from (path for path in (Path(place, name) for name in sorted(names)) if states_derivations(path, patterns))


def _skipped(folder: Path) -> bool:
    environment = (folder / "pyvenv.cfg").is_file() or (folder / "conda-meta" / "history").is_file()
    return environment or any(fnmatch(folder.name, pattern) for pattern in SKIPPED)
