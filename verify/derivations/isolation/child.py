"""A user's items, decided one by one: whatever they do, the caller gets an answer to each and goes on.

Two processes work for the caller: the judge (judge.py) and, below it, the one that runs the user's formulas (evaluator.py). The
second is ended when it has been silent for the budget and GRACE more, the first GRACE later, both with the caller. An item that
hangs, or ends its process, is one undecided answer; a new process evaluates the next.
What was established before counts: an answer without its diagnosis, or without the proof for all parameters, is sent ahead.
"""

import pickle
from collections.abc import Callable
from typing import Any

from verify.derivations.answer import Answer
from verify.derivations.isolation.judge import Show, judge
from verify.derivations.isolation.peer import GRACE, Ended, Failed, Peer


def itself(answer: Answer) -> Answer:
    """The Answer is sent back as it is: for a caller that handed in the items, and has imported what they need."""
    return answer


class Child:
    """`load` tells the names, `answer(n)` decides the n-th item. Close it, or use it in a `with` statement."""

    def __init__(self, load: Callable[[], Any], start: str, seed: int, budget: float, show: Show) -> None:
        """`load` is called where the formulas run, `show` makes of an Answer what is sent back; start is one of `peer.STARTS`."""
        self._args, self._start, self._budget = (load, start, seed, budget, show), start, budget
        self._peer: Peer | None = None
        self._loading = False
        self.names: list[str] = []
        self.places: list[str] = []  # where each was stated, "file.py:12"

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """The processes, which load while we go on."""
        self._peer, self._loading = Peer(judge, self._args, self._start), True
        self._start = "spawn" if self._start == "clean" else self._start

    def load(self) -> list[str]:
        """The names of the items, in order; Failed if they cannot be loaded, Ended if the process dies over it."""
        if self._peer is None:
            self.begin()
        if self._loading:
            self._loading = False
            try:
                _, (names, places) = self._next(None)
            except (Failed, Ended):
                self.close()
                raise
            if self.names and names != self.names:
                self.close()
                raise Ended("states other derivations when it is loaded again", "nothing was found out")
            self.names, self.places = names, places
        return self.names

    def answer(self, n: int) -> Any:
        """What `show` makes of the answer to item n; Ended if it hangs or ends its process."""
        self._ask(n)
        established = None
        while True:
            kind, found = self._next(established)
            if kind == "final":
                return found
            established = found

    def _ask(self, n: int) -> None:
        """Of a new judge, if the old one ended while it had nothing to do."""
        for _ in range(2):
            self.load()
            assert self._peer
            try:
                return self._peer.say(str(n).encode())
            except (BrokenPipeError, ConnectionResetError):
                self.close()
        raise Ended("ended before it was asked", "nothing was found out")

    def close(self) -> None:
        """End both processes, and whatever they started."""
        if self._peer is not None:
            self._peer.close()
            self._peer = None

    def _next(self, established: Any) -> tuple[str, Any]:
        """What the judge says next. It is ours, so its pickles are read."""
        assert self._peer
        limit = self._budget + 2 * GRACE
        try:
            kind, found = pickle.loads(self._peer.hear(limit, limit))
        except Ended as e:
            self._peer = None
            raise Ended(e.how, e.advice, established) from None
        if kind == "failed":
            raise Failed(*found)
        if kind == "ended":
            how, advice = found
            raise Ended(how, advice, established)
        return kind, found
