"""All calls with bad input in all arithmetics, counted: the table of a report."""

import random
from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any

import torch

from analytic import arithmetic
from tests.doors import kinds
from tests.doors.calling import call
from tests.doors.functions import FREE, given, is_count, public

ARITHMETICS = {  # name, and the share of calls that are made: the exact ones are slow
    "float64": (arithmetic.float64, 1.0),
    "torch float64": (arithmetic.torch, 0.5),
    "torch float32": (lambda: arithmetic.torch(torch.float32), 0.5),
    "digits": (lambda: arithmetic.digits(40), 0.15),
    "balls": (lambda: arithmetic.balls(128), 0.15),
}
NOT_CALLED = {
    "mixture.conditional": "the kernel inside every formula of a mixture, on blocks of points: their answers are checked",
}
NOT_TRIED = {
    "10^400, to balls": "a ball without bound (nan) is an answer: it holds every number, proves nothing, and asks for more bits",
    "10^400, to digits": "a good number there",
    "another law, path or function": "a law is made by its own constructor, whose arguments are tried; what is none has no `ar`",
}
SYMMETRIC = ("cov0", "cov1", "covs", "matrix")


def kinds_of(function: str, key: str, default: Any) -> dict[str, tuple[kinds.Kind, bool]]:
    """The kinds of bad input for this argument, and whether each may be answered."""
    if is_count(function, key):
        any_sign = function in ("mixture.posterior", "estimator.slope_moment") and key in ("p", "q", "power")
        few = {"a list"} if function.startswith("guidance.") else set()  # a class
        counts = {n: (k, n in few) for n, k in kinds.COUNT.items()} | {n: (k, any_sign) for n, k in kinds.FAR.items()}
        return {n: k for n, k in counts.items() if n != "None" or default is not None}
    never = [kinds.NUMBER]
    never += [kinds.TIME] if key in ("t", "s") else [kinds.SHAPE] if f"{function}.{key}" not in FREE else []
    never += [kinds.TIMES] if key in ("t", "s") and "x" in signature(public()[function]).parameters else []
    never += [kinds.MATRIX] if key in SYMMETRIC else [kinds.WEIGHTS] if key == "weights" else []
    found = {n: (k, False) for table in never for n, k in table.items()} | {n: (k, True) for n, k in kinds.ANSWERED.items()}
    return {n: k for n, k in found.items() if n != "None" or default is not None}


def rows(seed: int = 0, share: float = 1.0) -> Iterator[dict[str, Any]]:
    """One for each call made: every arithmetic's share of all calls, drawn."""
    for name, (make, part) in ARITHMETICS.items():
        ar, draw = make(), random.Random(f"{seed} {name}")
        with ar.scope():
            for function, f in public().items():
                for key, what, kind, may_answer in bad_input(function, f, ar):
                    if draw.random() < part * share:
                        good = given(function, f, ar)
                        became, said = call(f, good | {key: kind(good[key], ar)}, ar, may_answer)
                        yield {"arithmetic": name, "call": f"{function}({key})", "kind": what, "became": became.value, "said": said}


def bad_input(function: str, f: Callable[..., Any], ar: Any) -> Iterator[tuple[str, str, kinds.Kind, bool]]:
    """Each argument that is no law, arithmetic or function, with each kind that there is of it."""
    for key, value in given(function, f, ar).items():
        if function in NOT_CALLED or key == "ar" or callable(value) or hasattr(value, "ar") or isinstance(value, str):
            continue
        for what, (kind, may_answer) in kinds_of(function, key, signature(f).parameters[key].default).items():
            if what == "None" or kind(value, ar) is not None:
                yield key, what, kind, may_answer
