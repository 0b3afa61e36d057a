"""Finitely many states: one token and two dependent ones, a mask, schedules that bend either way, and all of them in symbols."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic import states
from analytic.arithmetic import Arithmetic, Array
from analytic.path import Path, linear
from verify.claim import Regime

Values = tuple[Array, Array, Array, Array]
INNER = (F(1, 4), F(1, 2), F(9, 10))
OPEN = (F(0), *INNER)
JOINT = [[F(1, 4), F(1, 4)], [F(1, 8), F(3, 8)]]


def squared(ar: Arithmetic, t: Array) -> Values:
    """kappa = t^2, convex."""
    return 1 - t * t, t * t, -2 * t, 2 * t


def smooth(ar: Arithmetic, t: Array) -> Values:
    """kappa = 3 t^2 - 2 t^3, at rest at both ends."""
    k, dk = t * t * (3 - 2 * t), 6 * t * (1 - t)
    return 1 - k, k, -dk, dk


def early(ar: Arithmetic, t: Array) -> Values:
    """kappa = 1 - (1 - t)^2, concave."""
    return (1 - t) ** 2, 1 - (1 - t) ** 2, -2 * (1 - t), 2 * (1 - t)


def bent(ar: Arithmetic, t: Array) -> Values:
    """kappa = c t + (1 - c) t^2, whatever the symbol c."""
    c = ar.array("c")[()]
    k, dk = c * t + (1 - c) * t * t, c + 2 * (1 - c) * t
    return 1 - k, k, -dk, dk


def _chain(name: str, about: str, times: tuple[F, ...], make: Callable[..., Any] = states.states, **law: Any) -> Regime:
    return Regime(name, about, partial(make, **law), times, takes="t")


THREE = _chain("three states", "S=3, one token", OPEN, source=[F(1, 2), F(1, 3), F(1, 6)], data=[F(1, 7), F(2, 7), F(4, 7)])
UNIFORMS = tuple(
    _chain(f"uniform source, S = {len(p)}", f"S={len(p)}, one token", OPEN, source=[F(1, len(p))] * len(p), data=p)
    for p in ([F(1, 3), F(2, 3)], [F(1, 7), F(2, 7), F(4, 7)], [F(1, 2), F(1, 4), F(1, 8), F(1, 8)])
)
TWO = _chain("two tokens", "S=2, two dependent tokens, smooth schedule", OPEN, source=[F(1, 4), F(3, 4)], data=JOINT, path=smooth)
MASKED = _chain("masks", "S=2 and a mask, two dependent tokens, convex schedule", INNER, states.masked, data=JOINT, path=squared)
_JOINT_OF_THREE = [[[F(1, 8), F(1, 16)], [F(1, 4), F(1, 16)]], [[F(1, 6), F(1, 12)], [F(1, 24), F(5, 24)]]]
TRIPLE = _chain(
    "three tokens",
    "S=2, three dependent tokens, convex schedule",
    INNER[1:],
    source=[F(1, 3), F(2, 3)],
    data=_JOINT_OF_THREE,
    path=squared,
)
CHAINS = (THREE, TWO, MASKED, TRIPLE)
STEADY = _chain("masks, linear", "S=2 and a mask, two dependent tokens, linear schedule", INNER, states.masked, data=JOINT)
MASKED_EARLY = _chain(
    "masks, early", "S=2 and a mask, two dependent tokens, concave schedule", INNER, states.masked, data=JOINT, path=early
)
AT_TOKENS = tuple(
    replace(r, points=points, takes="tx")
    for r, points in ((THREE, ((1,), (2,))), (TWO, ((0, 1), (1, 0))), (MASKED, ((0, 1), (1, 0))), (TRIPLE, ((0, 1, 1), (1, 0, 1))))
)  # the points are states, by their tokens
MASKED_TRIPLE = _chain(
    "masks, three tokens", "S=2 and a mask, three dependent tokens", INNER[:1], states.masked, data=_JOINT_OF_THREE
)
HIDDEN = _chain("masks, one token", "S=3 and a mask, one token", INNER, states.masked, data=[F(1, 7), F(2, 7), F(4, 7)])
BENT = tuple(
    _chain(f"three states, {path.__name__}", f"S=3, one token, {path.__name__} schedule", INNER, path=path, **THREE.law.keywords)  # type: ignore[attr-defined]
    for path in (squared, early)
)


def _symbols(name: str, about: str, source: Any, data: Any, path: Path) -> Regime:
    """The last probability is what the others leave of one."""

    def law(ar: Arithmetic) -> states.States:
        p0, p1 = ([*(first := ar.array(names)), 1 - sum(first)] for names in (source, data))
        return states.states(ar, p0, p1 if len(p1) == len(p0) else [p1[:2], p1[2:]], path)

    return Regime(f"symbols, {name}", about, law, ("t",), takes="t")


SYMBOLIC = (
    _symbols("one token", "all laws of one token, S=3, quadratic schedules", ["w1", "w2"], ["w3", "w4"], bent),
    _symbols("two tokens", "all joint laws of two tokens, S=2, linear schedule", ["w1"], ["w2", "w3", "w4"], linear),
)


def _all_masked(ar: Arithmetic) -> states.States:
    first = ar.array(["w1", "w2", "w3"])
    return states.masked(ar, [[first[0], first[1]], [first[2], 1 - sum(first)]])


ALL_MASKED = Regime(
    "symbols, masks", "all joint laws of two tokens with masks, S=2, linear schedule", _all_masked, ("t",), takes="t"
)


@dataclass(frozen=True, eq=False)
class Leaps:
    """A chain in n leaps of one length."""

    ar: Any
    chain: states.States
    n: int


LEAPS = tuple(
    Regime.once(
        f"masks, {n} leaps",
        f"S=2 and a mask, two dependent tokens, n = {n}",
        partial(lambda n, ar: Leaps(ar, STEADY.law(ar), n), n),
    )
    for n in (1, 2, 7)
)


@dataclass(frozen=True, eq=False)
class Stirred:
    """A chain whose tokens are drawn anew at the rate eta as well."""

    ar: Any
    chain: states.States
    eta: Any


@dataclass(frozen=True, eq=False)
class Leap:
    """A chain and the length of a leap."""

    ar: Any
    chain: states.States
    h: Any


def stirred(regime: Regime, eta: Any) -> Regime:
    """The same with eta, a number or the name of a symbol."""
    return _with(Stirred, "eta", regime, eta)


def leaping(regime: Regime, h: Any) -> Regime:
    """The same with the length h, likewise."""
    return _with(Leap, "h", regime, h)


def _with(kind: Any, name: str, regime: Regime, value: Any) -> Regime:
    about, times = (f"every {name}", ("t",)) if isinstance(value, str) else (f"{name} = {value}", regime.times)
    law = lambda ar: kind(ar, regime.law(ar), ar.array(value)[()])  # noqa: E731
    return replace(regime, name=f"{regime.name}, {about}", about=f"{regime.about}, {about}", law=law, times=times)
