"""A file is written whole or not at all: under a name of its own beside the old one, onto the disk, then renamed.

    write_whole(path, text or bytes, advice)      with new_file(path, advice) as f: f.write(...)

A run that is killed, or a disk that is full, leaves the file of this name as it was. OSError says the path, the reason, whether
what was there before is whole, and the caller's advice.
"""

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedRandom
from pathlib import Path

RANDOM = 8  # letters that tempfile adds to a name; an editor's own files beside it have others


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
            with suppress(OSError):  # a disk that became read-only: what is said is why the file could not be written
                os.unlink(name)
        if isinstance(e, OSError):
            problem = OSError(_said(path, e, advice))
            problem.errno = e.errno
            raise problem from e
        raise


def sweep(folder: Path, name: str) -> None:
    """Removes what a killed run left half written under this name: no other may be writing it."""
    for path in folder.glob(f".{glob.escape(name)}.{'?' * RANDOM}"):
        path.unlink(missing_ok=True)


def _said(path: Path, error: OSError, advice: str) -> str:
    kept = "what was there before is whole" if path.exists() else ""
    return "; ".join(part for part in (f"cannot write {path}: {error.strerror or error}", kept, advice) if part)
