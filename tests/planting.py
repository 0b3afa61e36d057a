"""Other code in the place of a function's own: in force wherever the function is held, with no value kept, in or out."""

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType

HELD = (
    "analytic.",
    "verify.routes",
    "verify.residuals",
    "verify.regimes",
    "verify.claims.",
)  # may keep values; the catalogue does not


@contextmanager
def in_place(codes: Mapping[FunctionType, CodeType]) -> Iterator[None]:
    """Each function has the code that is named beside it."""
    forget()
    right = {f: f.__code__ for f in codes}
    try:
        for f, code in codes.items():
            f.__code__ = code
        yield
    finally:
        for f, code in right.items():
            f.__code__ = code
        forget()


def forget() -> None:
    """Clear the caches of what computes with the closed forms."""
    for name, module in tuple(sys.modules.items()):
        for value in tuple(vars(module).values()) if name.startswith(HELD) else ():
            if isinstance(value, _lru_cache_wrapper) and value.__module__.startswith(HELD):
                value.cache_clear()


def functions() -> list[FunctionType]:
    """Every function there is, closures that decorators made too."""
    return [f for f in gc.get_objects() if type(f) is FunctionType]


def living(changed: Mapping[CodeType, CodeType], among: Iterable[FunctionType]) -> dict[FunctionType, CodeType]:
    """Of `among` those that have one of these codes, all of one file, and the code that each shall have.

    LookupError if there is none: then nothing would be planted.
    """
    if not changed:
        raise LookupError("no code is to be changed")
    file = next(iter(changed)).co_filename
    found = (f for f in among if f.__code__.co_filename == file)
    if not (held := {f: changed[f.__code__] for f in found if f.__code__ in changed}):
        raise LookupError(f"no function of {file} as it is loaded has the code that is to be changed")
    return held
