"""Calling a user's function under observation: prints are caught, changed arguments and random numbers are noticed."""

import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import numpy as np


@dataclass
class Watch:
    """What was seen besides the values."""

    notes: list[str] = field(default_factory=list)

    def call(self, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
        given = {**{str(i): v for i, v in enumerate(positional)}, **named}
        before = {name: _copy(v) for name, v in given.items()}
        with quiet() as said:
            value = function(*positional, **named)
        if said.getvalue():
            self.note(f"prints: {said.getvalue().strip().splitlines()[0][:60]!r}")
        for name, v in given.items():
            if not _same(before[name], v):
                self.note(f"changes its argument {name}")
        return value

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < 8:
            self.notes.append(text)


class Unwatched(Watch):
    """For a function of which it was seen already."""

    def call(self, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
        return function(*positional, **named)


@contextmanager
def quiet() -> Iterator[StringIO]:
    """No prints, no warnings, and the caller's random states and error handling as they were."""
    said, states = StringIO(), _states()
    try:
        with redirect_stdout(said), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield said
    finally:
        _restore(states)


STATE: ContextVar[int | None] = ContextVar("STATE", default=None)  # where generators start, for a call made elsewhere


@contextmanager
def reseeded(seed: int) -> Iterator[None]:
    """The global random generators start here at `seed`, and are put back afterwards."""
    states, outer = _states(), STATE.set(seed)
    random.seed(seed)
    np.random.seed(seed)
    if "torch" in sys.modules:
        sys.modules["torch"].random.default_generator.manual_seed(seed)
    try:
        yield
    finally:
        STATE.reset(outer)
        _restore(states)


def _states() -> tuple[Any, ...]:
    torch = sys.modules.get("torch")
    return random.getstate(), np.random.get_state(), torch.get_rng_state() if torch else None


def _restore(states: tuple[Any, ...]) -> None:
    random.setstate(states[0])
    np.random.set_state(states[1])
    if states[2] is not None:
        sys.modules["torch"].set_rng_state(states[2])


def _copy(v: Any) -> Any:
    if hasattr(v, "clone") and hasattr(v, "shape"):
        return v.clone()
    return v.copy() if isinstance(v, np.ndarray) else v


def _same(before: Any, after: Any) -> bool:
    if before is after:  # no copy was made of what has no numbers of its own, or cannot be changed
        return True
    if hasattr(before, "detach"):
        before, after = before.double().numpy(), after.detach().double().numpy()
    return bool(np.array_equal(before, after, equal_nan=True))
