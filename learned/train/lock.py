"""One process at a time writes into a folder: a lock that dies with its process, so what was killed goes on at once."""

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(folder: Path, name: str, doing: str, wait: bool = False) -> Iterator[bool]:
    """Holds folder/.NAME.lock, which says who; where another process does, ValueError, or it is waited for.

    Where nothing can be locked it says so, and gives False.
    """
    path = folder / f".{name}.lock"
    lock = FileLock(path, timeout=-1 if wait else 0, fallback_to_soft=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        said = f"{doing} by process {os.getpid()} on {platform.node()} since {time.strftime('%F %T %z')}"
        path.write_text(said, encoding="utf-8")
    except Timeout:
        raise ValueError(f"{folder} is in use: {_said(path)}; wait for its end or stop it, or give another folder") from None
    except (OSError, NotImplementedError) as e:
        print(f"{folder} cannot be locked here ({e}): see that no other process writes into it", file=sys.stderr)
    held = lock.is_locked
    try:
        yield held
    finally:
        if held:
            with suppress(OSError):
                path.unlink()
            lock.release()


def _said(path: Path) -> str:
    with suppress(OSError):
        if said := path.read_text(encoding="utf-8", errors="replace"):
            return said
    return "another process has just begun, or ends"
