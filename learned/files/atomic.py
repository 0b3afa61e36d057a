"""A file is written whole or not at all: under a name of its own beside the old one, onto the disk, then renamed.

    write_whole(path, text or bytes, advice)      with new_file(path, advice) as f: f.write(...)

A run that is killed, or a disk that is full, leaves the file of this name as it was. OSError says the path, the reason, whether
what was there before is whole, and the caller's advice.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path


def write_whole(path: Path, content: str | bytes, advice: str = "") -> None:
    """All of the content, text as UTF-8, under this name; its folder is made where it is missing."""
    with new_file(path, advice) as f:
        f.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def new_file(path: Path, advice: str = "") -> Iterator[BufferedRandom]:
    """An empty file, to be written and read; it takes the name `path` when the block ends, and is removed where that raises."""
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w+b") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException as e:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        if isinstance(e, OSError):
            problem = OSError(_said(path, e, advice))
            problem.errno = e.errno
            raise problem from e
        raise


def sweep(folder: Path, name: str) -> None:
    """Removes what a killed run left half written under this name."""
    for path in folder.glob(f".{name}.*"):
        path.unlink(missing_ok=True)


def _said(path: Path, error: OSError, advice: str) -> str:
    kept = "what was there before is whole" if path.exists() else ""
    return "; ".join(part for part in (f"cannot write {path}: {error.strerror or error}", kept, advice) if part)
