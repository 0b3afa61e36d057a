"""Many files that appear together: a run that dies leaves the last ones whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def all_at_once(folder: Path) -> Iterator[Path]:
    """A new folder inside `folder`; its files move up when all are there. OSError says the folder and the reason."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder, prefix=".new."))
    except OSError as e:
        raise OSError(f"cannot write {folder}: {e.strerror}") from e
    try:
        yield fresh
        for path in sorted(p for p in fresh.rglob("*") if p.is_file()):
            target = folder / path.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
