"""A process at the other end of a pipe that may hang, die or say anything: started, heard, ended with all that it began.

What is said are bytes. Whoever listens to a process that runs a user's file reads JSON from them, and nothing else (evaluation.py).
"""

import multiprocessing
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from verify.derivations.marked import Mark
from verify.derivations.threads import one_thread, one_thread_of_what_begins

GRACE = 10.0  # seconds beyond the budget: to import libraries, to finish a step that cannot be interrupted
STARTS = {
    "spawn": "in a fresh interpreter",
    "clean": "by a fork of a process that has run nothing but us: the same, sooner; what it begins anew later is spawned",
    "fork": "by a fork of the caller, whose functions it shall run; it is not silenced",
}
MOST_BYTES = 1 << 26  # of one message
TICK, IDLE = 0.5, 0.01  # seconds between two looks; of its time a process that does nothing computes less
ROUNDS = 100  # of looking for what a process began: each ends all that is found


class Ended(BaseException):
    """The process was silent too long, or is gone, or talks nonsense: `how`, and what was `established` before.

    No Exception: it passes through whatever deals with a formula that raises.
    """

    def __init__(self, how: str, advice: str, established: Any = None) -> None:
        super().__init__(f"{how}: {advice}")
        self.how, self.advice, self.established = how, advice, established

    @property
    def unfinished(self) -> str:
        """Beside what was established: what became of the rest."""
        return f"what was to follow {self.how}"


class Failed(Exception):
    """The items could not be loaded, and why; `usage` if that is for the caller to mend, not for the file's author."""

    def __init__(self, why: str, usage: bool, mark: Mark | None = None) -> None:
        """`mark`: the place in the file that it comes from."""
        super().__init__(why)
        self.why, self.usage, self.mark = why, usage, mark


class Peer:
    """The process, while it lives. It runs target(pipe, *args), in a session of its own."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], start: str) -> None:
        """start is one of `STARTS`."""
        forks = start != "spawn"
        self._closing = threading.Lock()
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.pipe, theirs = context.Pipe()
        inherited = self.pipe if forks else None  # while it is open there, our death would not be noticed
        self.process = context.Process(target=_begin, args=(target, theirs, inherited, args))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of forking beside threads: the child runs its own work only
            with nullcontext() if start == "fork" else one_thread_of_what_begins():
                self.process.start()
        theirs.close()

    def say(self, message: bytes) -> None:
        """BrokenPipeError, ConnectionResetError: nobody is there any more."""
        self.pipe.send_bytes(message)

    def hear(self, limit: float, what: float) -> bytes:
        """The next message; if it computes for `limit` seconds without one it is ended, and Ended says how, and `what` it had."""
        advice = "make it faster or give a larger budget"
        try:
            if not (silent := self._silent(max(limit, 0.0))):
                message: bytes = self.pipe.recv_bytes(MOST_BYTES)
                return message
            how = f"gave no answer within {what:.0f} s {silent} and was stopped"
        except (EOFError, ConnectionResetError):
            self.process.join(GRACE)
            how, advice = _how_it_ended(self.process.exitcode or 0), "nothing was found out"
        except OSError:
            how, advice = f"sent more than {MOST_BYTES >> 20} MiB at once", "nothing was found out"
        self.close()
        raise Ended(how, advice)

    def _silent(self, limit: float) -> str:
        """Empty as soon as it speaks; else in what it spent so many seconds: in computing, or in nothing, however busy we are."""
        pid, since = self.process.pid, time.monotonic()
        begun = mark = computed(pid)
        while not self.pipe.poll(min(TICK, limit)):
            now = computed(pid)
            if now - begun >= limit:
                return "of computing"
            if now - mark > IDLE * limit:
                mark, since = now, time.monotonic()
            elif time.monotonic() - since >= limit:
                return "of doing nothing"
        return ""

    def close(self) -> None:
        """End it, and whatever it started, also what it put into sessions of its own. Two threads may ask for it at once."""
        with self._closing:
            if self.pipe.closed:
                return
            end(self.process.pid)
            with suppress(ProcessLookupError, PermissionError, AttributeError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join()
            self.pipe.close()


def computed(pid: int) -> float:
    """Seconds that the process and those below it have computed; without a /proc those of the clock."""
    if not Path("/proc/self/stat").exists():
        return time.monotonic()
    ticks = 0
    for each in (pid, *descendants(pid)):
        with suppress(OSError, ValueError, IndexError):
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text(errors="replace").rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def end(pid: int) -> None:
    """End all that the process began, while it keeps them; then itself. Without a /proc its session is all that is known."""
    for _ in range(ROUNDS):
        below = list(descendants(pid))
        for other in below:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(other, signal.SIGKILL)
        if not below:
            break
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def descendants(pid: int) -> Iterator[int]:
    """The living processes below this one, nearest first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            said = entry.read_text(errors="replace").rpartition(")")[2].split()
            if said[0] != "Z":
                children.setdefault(int(said[1]), []).append(int(entry.parent.name))
    ahead = children.get(pid, [])
    while ahead:
        yield from ahead
        ahead = [below for other in ahead for below in children.get(other, [])]


def keep_orphans() -> None:
    """What a process below this one leaves behind when it ends becomes a child of this one, so that `end` finds it."""
    _control(36, 1)  # PR_SET_CHILD_SUBREAPER


def die_with_parent() -> None:
    """This process ends when the one that started it does, even while it runs a user's code."""
    _control(1, int(signal.SIGKILL))  # PR_SET_PDEATHSIG


def _control(option: int, value: int) -> None:
    """prctl of Linux; nothing elsewhere."""
    with suppress(Exception):
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended the process with exit status {code}"


def _begin(target: Callable[..., None], pipe: Any, inherited: Any, args: tuple[Any, ...]) -> None:
    with suppress(AttributeError, OSError):
        os.setsid()  # so that an interrupt reaches the caller alone
    keep_orphans()
    if inherited is not None:
        inherited.close()
    with one_thread():
        target(pipe, *args)
