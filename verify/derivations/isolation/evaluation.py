"""The judge's end of the process that runs a user's formulas: begun when it is needed, asked, understood, ended."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from verify.derivations.isolation import evaluator
from verify.derivations.isolation.described import decode_mark, text
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.isolation.peer import GRACE, Ended, Failed, Peer
from verify.derivations.spent import add

T = TypeVar("T")


class Evaluator:
    """The process of an `evaluator`, begun anew when it is needed and gone."""

    def __init__(self, load: Callable[[], Any], start: str, budget: float, ours: Any = None) -> None:
        """`load` is called there; start is one of `peer.STARTS`; a fork must not inherit our pipe `ours`."""
        self._load, self._start, self._ours = load, start, ours
        self._peer: Peer | None = None
        self._loading = False
        self.budget, self.items = budget, list[dict[str, Any]]()
        self.renew()

    def __enter__(self) -> "Evaluator":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def renew(self) -> None:
        """A new item: it may compute for the whole budget, and GRACE."""
        self._left = self.budget + GRACE

    def begin(self) -> None:
        """The process, which loads while we go on."""
        self.renew()
        inherited = None if self._start == "spawn" else self._ours
        self._peer = Peer(evaluator.evaluate, (self._load, self._start != "fork", inherited), self._start)
        self._start, self._loading = ("spawn" if self._start == "clean" else self._start), True
        self._before = 0.0

    def load(self) -> list[dict[str, Any]]:
        """What there is, in order; Failed if it cannot be loaded, Ended if the process dies over it or says something else now."""
        if self._peer is None:
            self.begin()
        if self._loading:
            self._loading = False
            said = self._hear()
            if "failed" in said:
                self.close()
                why, mark = self.understood(lambda: (text(said["failed"]), decode_mark(said.get("mark"))))
                raise Ended("could not be loaded again", why) if self.items else Failed(why, said.get("usage") is True, mark)
            items = self.understood(lambda: [dict(item) for item in said["items"]])
            if self.items and items != self.items:
                self.close()
                raise Ended("states other derivations when it is loaded again", "nothing was found out")
            self.items = items
            self.renew()
        return self.items

    def ask(self, **message: Any) -> dict[str, Any]:
        """The reply. A process that has ended while nothing was asked of it is begun anew, once."""
        for _ in range(2):
            self.load()
            assert self._peer
            try:
                self._peer.say(json.dumps(message).encode())
                return self._hear()
            except (BrokenPipeError, ConnectionResetError):
                self.close()
        raise Ended("ended the process before it was asked", "nothing was found out")

    def close(self) -> None:
        if self._peer is not None:
            self._peer.close()
            self._peer = None

    def understood(self, read: Callable[[], T]) -> T:
        """What `read` makes of a reply; a process that talks nonsense is ended."""
        try:
            return read()
        except (Garbled, KeyError, TypeError, ValueError, AttributeError, IndexError) as e:
            self.close()
            raise Ended("sent a message that cannot be understood", f"{e}") from None

    def _hear(self) -> dict[str, Any]:
        assert self._peer
        try:
            message = self._peer.hear(self._left, self.budget + GRACE)
        except Ended:
            self._peer = None
            raise
        said = self.understood(lambda: json.loads(message))
        self._computed(self.understood(lambda: float(said.pop("computed"))))
        return self.understood(lambda: {str(k): v for k, v in said.items()})

    def _computed(self, so_far: float) -> None:
        """It says how long; if it lies, whoever ends us looks for himself."""
        add(so_far - self._before)
        self._left -= max(so_far - self._before, 0.0)
        self._before = so_far
