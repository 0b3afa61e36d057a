"""One process at a time writes into a folder: a lock that dies with its process, so what was killed goes on at once."""

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone(folder: Path, name: str, doing: str, wait: bool = False) -> Iterator[bool]:
    """Holds folder/.NAME.lock, which says who; where another process does, ValueError, or it is waited for.

    Where nothing can be locked it says so, and gives False.
    """
    path, handle = folder / f".{name}.lock", None
    try:
        handle = _locked(path, wait)
        os.truncate(handle, 0)
        os.write(handle, f"{doing} by process {os.getpid()} on {platform.node()} since {time.strftime('%F %T %z')}".encode())
    except BlockingIOError:
        raise ValueError(f"{folder} is in use: {_said(path)}; wait for its end or stop it, or give another folder") from None
    except (OSError, ImportError) as e:
        print(f"{folder} cannot be locked here ({e}): see that no other process writes into it", file=sys.stderr)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            with suppress(OSError):
                path.unlink()
            os.close(handle)


def _locked(path: Path, wait: bool) -> int:
    """An open file that is locked and, still, the one of this name; BlockingIOError where another process has it."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    how = fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, how)
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle
        except FileNotFoundError:
            pass  # its holder ended, and removed it, between our two lines
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _said(path: Path) -> str:
    with suppress(OSError):
        if said := path.read_text(encoding="utf-8", errors="replace"):
            return said
    return "another process has just begun, or ends"
