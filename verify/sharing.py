"""What a claim and its near misses share: laws, references and draws do not depend on the formula, and are made once.

A `shared` function keeps what it found of the same objects while `sharing()` lasts. Outside it keeps nothing: what is
changed between two calls, a slip that is planted, is seen by the second.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_kept: list[dict[tuple[Any, ...], Any]] = []  # the innermost last


@contextmanager
def sharing() -> Iterator[None]:
    _kept.append({})
    try:
        yield
    finally:
        _kept.pop()


def shared(f: Callable[P, R]) -> Callable[P, R]:
    """f, which must neither change its arguments nor what it returned; by position, and the same means the same object."""

    @wraps(f)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _kept or kwargs:
            return f(*args, **kwargs)
        known, key = _kept[-1], (f, *map(id, args))
        if key not in known:
            known[key] = args, f(*args, **kwargs)  # with the arguments, so that no other object takes their place
        value: R = known[key][1]
        return value

    return found
