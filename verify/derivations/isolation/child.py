"""A user's items, decided one by one in a child process: whatever they do, the caller gets an answer to each and goes on.

The child loads its items once, then decides those that it is asked for. It is ended when it has been silent for the budget and
GRACE more, and with the caller. An item that hangs, or ends the process, is one undecided answer; a new child decides the next.
What was established before counts: an answer without its diagnosis, or without the proof for all parameters, is sent ahead.
"""

import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from verify.derivations.answer import Answer
from verify.derivations.judging.decide import Item, decide, label_of, not_decided

GRACE = 10.0  # seconds beyond the budget: to import libraries, to finish a step that cannot be interrupted

Show = Callable[[Answer], Any]


def itself(answer: Answer) -> Answer:
    """The Answer is sent back as it is: for a caller that handed in the items, and has imported what they need."""
    return answer


class Ended(Exception):
    """The child was silent too long, or is gone: `how`, and what it had `established`, sent ahead."""

    def __init__(self, how: str, advice: str, established: Any = None) -> None:
        super().__init__(f"{how}: {advice}")
        self.how, self.established = how, established

    @property
    def unfinished(self) -> str:
        """Beside what was established: what became of the rest."""
        return f"what was to follow {self.how}"


class Failed(Exception):
    """The items could not be loaded, and why; `usage` if that is for the caller to mend, not for the file's author."""

    def __init__(self, why: str, usage: bool) -> None:
        super().__init__(why)
        self.why, self.usage = why, usage


class Child:
    """`names` starts the child and loads; `answer(n)` decides the n-th item. Close it, or use it in a `with` statement."""

    def __init__(self, load: Callable[[], list[Item]], start: str, seed: int, budget: float, show: Show) -> None:
        """`load` is called in the child, `show` makes of an Answer what is sent back; start is "spawn" or "fork"."""
        self._context: Any = multiprocessing.get_context(start)
        self._work = partial(_work, load=load, seed=seed, budget=budget, show=show)
        self._forks = start == "fork"
        self._limit = budget + GRACE
        self._process: Any = None
        self._pipe: Any = None
        self.names: list[str] = []
        self.places: list[str] = []  # where each was stated, "file.py:12"

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self) -> list[str]:
        """The names of the items, in order; Failed if they cannot be loaded, Ended if the child dies over it."""
        if self._process is None:
            self._begin()
            kind, found = self._next(None)
            if kind == "failed":
                self.close()
                raise Ended("could not be loaded again", found[0]) if self.names else Failed(*found)
            names, places = found
            if self.names and names != self.names:
                self.close()
                raise Ended("states other derivations when it is loaded again", "nothing was found out")
            self.names, self.places = names, places
        return self.names

    def answer(self, n: int) -> Any:
        """What `show` makes of the answer to item n; Ended if it hangs or ends the process."""
        self._ask(n)
        established = None
        while True:
            kind, found = self._next(established)
            if kind == "final":
                return found
            established = found

    def _ask(self, n: int) -> None:
        """Ask for item n. A child that has ended while nothing was asked of it is begun anew, once."""
        for _ in range(2):
            self.load()
            try:
                self._pipe.send(n)
                return
            except (BrokenPipeError, ConnectionResetError):
                self.close()
        raise Ended("ended the process before it was asked", "nothing was found out")

    def close(self) -> None:
        """End the child, and whatever it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._process = self._pipe = None

    def _begin(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        inherited = self._pipe if self._forks else None
        self._process = self._context.Process(target=self._work, args=(theirs, inherited))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of forking beside threads: the child runs its own work only
            self._process.start()
        theirs.close()

    def _next(self, established: Any) -> tuple[str, Any]:
        """What the child says next."""
        how, advice = f"gave no answer within {self._limit:.0f} s and was stopped", "make it faster or give a larger budget"
        try:
            if self._pipe.poll(self._limit):
                said: tuple[str, Any] = self._pipe.recv()
                return said
        except (EOFError, ConnectionResetError):
            self._process.join(GRACE)
            how, advice = _how_it_ended(self._process.exitcode or 0), "nothing was found out"
        self.close()
        raise Ended(how, advice, established)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended the process with exit status {code}"


def _work(pipe: Any, inherited: Any, load: Callable[[], list[Item]], seed: int, budget: float, show: Show) -> None:
    """In the child: load, tell the names, then decide what is asked for until the caller is gone."""
    with suppress(AttributeError, OSError):
        os.setsid()  # so that it can be ended with all that it starts, and an interrupt reaches the caller alone
    if inherited is None:
        _silence()
    else:
        inherited.close()  # the caller's end: while it is open here, the caller's death would not be noticed
    _one_thread()
    try:
        items = load()
    except Failed as e:
        pipe.send(("failed", (e.why, e.usage)))
        return
    pipe.send(("items", ([label_of(item) for item in items], [str(getattr(item, "where", "")) for item in items])))
    with suppress(EOFError, BrokenPipeError):
        while True:
            item = items[pipe.recv()]
            pipe.send(("final", show(_decided(item, seed, budget, lambda answer: pipe.send(("ahead", show(answer)))))))


def _decided(item: Item, seed: int, budget: float, ahead: Callable[[Answer], None]) -> Answer:
    """The answer, also to an item that raises."""
    start = time.perf_counter()
    try:
        return decide(item, seed, budget, ahead)
    except Exception as e:
        return not_decided(item, seed, f"raised {type(e).__name__}: {e}", time.perf_counter() - start)


def _one_thread() -> None:
    """Torch's threads do not survive a fork, and its matrices here are small."""
    if torch := sys.modules.get("torch"):
        with suppress(RuntimeError):
            torch.set_num_threads(1)


def _silence() -> None:
    """The user's prints go nowhere: neither into the table nor into --json."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(nowhere.fileno(), stream.fileno())
