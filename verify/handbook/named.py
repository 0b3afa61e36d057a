"""Which closed forms of `analytic/` a formula names: in its text, in what it holds, and in what of ours it calls."""

import dis
import inspect
from collections.abc import Callable, Iterator
from functools import cache, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

from verify.claim import Claim
from verify.claims import catalogue
from verify.handbook.arguments import public

NAMES = ("LOAD_GLOBAL", "LOAD_NAME")
ATTRIBUTES = ("LOAD_ATTR", "LOAD_METHOD")
BESIDE = ("verify.regimes", "verify.routes")  # what looks at a claim, and where: no part of what it says
KINDS = (FunctionType, partial, dict, list, tuple)  # that may name one


def named(f: Any) -> tuple[str, ...]:
    """`mixture.drift` and others, in the order of their modules."""
    found = set(_reached(f, set()))
    return tuple(name for name in public() if name in found)


@cache
def of_claims() -> dict[str, tuple[str, ...]]:
    """Of each claim the closed forms that its formula names, else those that its tests name."""
    return {id: _of_claim(claim) for id, claim in catalogue().items()}


def _of_claim(claim: Claim) -> tuple[str, ...]:
    subjects = [test.subject for test in claim.tests]
    return tuple(dict.fromkeys((*named(claim.formula), *(name for f in subjects for name in named(f)))))


@cache
def _names() -> dict[Callable[..., Any], str]:
    return {f: name for name, f in public().items()}


def _reached(f: Any, seen: set[int]) -> Iterator[str]:
    if id(f) in seen:
        return
    seen.add(id(f))
    if isinstance(f, FunctionType) and f in _names():
        yield _names()[f]
    elif isinstance(f, partial):
        yield from (name for part in (f.func, *f.args, *f.keywords.values()) for name in _reached(part, seen))
    elif isinstance(f, dict | list | tuple):
        yield from (name for part in (f.values() if isinstance(f, dict) else f) for name in _reached(part, seen))
    elif isinstance(f, FunctionType) and f.__module__.startswith("verify.") and not f.__module__.startswith(BESIDE):
        for held in _holds(f):
            yield from _reached(held, seen)


@cache
def _holds(f: Any) -> tuple[Any, ...]:
    """What it closes over, its defaults, and the functions of ours that it reads by name."""
    plain: Any = inspect.unwrap(f)
    read = {id(v): v for v in (*_closed(plain), *_read(plain.__code__, plain.__globals__))}
    return tuple(v for v in read.values() if isinstance(v, KINDS))


def _closed(f: Any) -> Iterator[Any]:
    for cell in f.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not bound yet
            continue
    yield from f.__defaults__ or ()


def _read(code: CodeType, known: dict[str, Any]) -> Iterator[Any]:
    """The functions that it reads by name, `drift` or `mixture.drift`, within its own functions too."""
    module: Any = None
    for step in dis.get_instructions(code):
        if step.opname in ATTRIBUTES and isinstance(module, ModuleType):
            yield getattr(module, str(step.argval), None)
        module = known.get(str(step.argval)) if step.opname in NAMES else None
        yield module
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _read(inner, known)
