"""A run in a forked process that ends badly: killed at a moment, or at one of the steps by which it changes what is on disk.

A step is a call that makes, renames, fills or removes a file or folder. Before the n-th one something happens; so every state that
a kill can leave on disk is seen, however short it lasts.
"""

import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.children import FORK
from verify.files import whole_folder

NEED_ROOM = ("open", "mkdir", "link", "write", "truncate", "fsync", "replace")
CALLS = (*NEED_ROOM, "chmod", "unlink", "rmdir")
Work = Callable[[], int]
Step = Callable[[int, str], None]  # what happens before the n-th step, a call of this name


def begin(work: Work, said: Path, before: Step | None = None) -> BaseProcess:
    """`work` in a process of its own, what it prints in `said`."""
    process = FORK.Process(target=_run, args=(work, said, before))
    process.start()
    return process


def ended(work: Work, said: Path, before: Step | None = None) -> int:
    """Its exit status; that of a killed one is -9."""
    process = begin(work, said, before)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def killed_after(work: Work, said: Path, seconds: float) -> int:
    process = begin(work, said)
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def length(work: Work, said: Path) -> float:
    """Seconds that it takes when nothing disturbs it; it must end well."""
    start = time.monotonic()
    assert ended(work, said) == 0, said.read_text(encoding="utf-8")
    return time.monotonic() - start


def kill(at: int) -> Step:
    return _at(at, lambda: os.kill(os.getpid(), signal.SIGKILL))


def stop(at: int) -> Step:
    """It sleeps until it is woken."""
    return _at(at, lambda: os.kill(os.getpid(), signal.SIGSTOP))


def full(at: int) -> Step:
    """From here on there is no room on the disk."""

    def before(n: int, name: str) -> None:
        if n >= at and name in NEED_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return before


def read_only(at: int) -> Step:
    """From here on nothing may be changed."""

    def before(n: int, name: str) -> None:
        if n >= at:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    return before


def until_asleep(process: BaseProcess) -> None:
    """Waits for its stop."""
    assert process.pid and os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])


def wake(process: BaseProcess) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGCONT)


def _at(at: int, act: Callable[[], None]) -> Step:
    return lambda n, name: act() if n == at else None


def _run(work: Work, said: Path, before: Step | None) -> None:
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(handle, stream)
    sys.stdout = sys.stderr = os.fdopen(handle, "w", buffering=1, encoding="utf-8")
    if before is not None:
        _watched(before)
    raise SystemExit(work())


def _watched(before: Step) -> None:
    """Every step of this process, numbered from 1, is told beforehand. Opening to read is none."""
    count = 0

    def wrapped(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            if name != "open" or args[1] & os.O_CREAT:
                count += 1
                before(count, name)
            return real(*args, **kwargs)

        return step

    for name in CALLS:
        setattr(os, name, wrapped(getattr(os, name), name))
    whole_folder._exchanged = wrapped(whole_folder._exchanged, "replace")
