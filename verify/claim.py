"""Claims, and the tests that can decide them: frozen data, no pytest, no torch.

A test compares a formula with something that does not share its text. Near misses are plausible wrong variants: a test that lets
one pass decides nothing. A false sentence is a claim too: expected REFUTED, with a repair, and with tests where it is right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from verify.sharing import shared
from verify.standing import Standing as Standing

DERIVATIVE = ("rate", "autodiff", "differences")  # the kinds of evidence that see a derivative
Function = Callable[..., Array]  # of whatever else: a draw, a number
Residual = Callable[["Formula", "Case"], Array]
Sides = Callable[["Formula"], tuple["Formula", "Formula"]]
Regimes = tuple["Regime", ...]
Tests = tuple["Test", ...]
Kinds = tuple[str, ...]
PLACES = {"tx": "points", "t": "times", "": "law"}  # where a formula is looked at, by what it takes beside the law


class Formula(Protocol):
    """f(law), f(law, t) or f(law, t, x): what the regime has, the formula takes."""

    def __call__(self, law: Law, /, *at: Any, **options: Any) -> Array: ...


class Outcome(StrEnum):
    HOLDS = "HOLDS"
    REFUTED = "REFUTED"
    UNDECIDED = "UNDECIDED"


class Role(StrEnum):
    """What a regime is there for, and so what a formula may be excused there."""

    SIMPLE = "simple"  # small integers: noise beyond the rounding that is predicted refutes
    GENERIC = "generic"  # nothing special about it
    FAR_TAIL = "far tail"
    NEAR_END = "near an end of time"
    TINY_WEIGHT = "tiny weight"
    SEPARATED = "separated components"
    NEARLY_SINGULAR = "nearly singular covariance"
    SINGULAR = "singular covariance"  # a formula may have no value


@dataclass(frozen=True)
class Regime:
    """Exact parameters: `law(ar)` builds them in an arithmetic; every time meets every point."""

    name: str
    about: str
    law: Callable[[Arithmetic], Law] = field(repr=False)
    times: tuple[Any, ...] = field(default=(), repr=False)  # Fractions, or symbols
    points: tuple[tuple[Any, ...], ...] = field(default=(), repr=False)
    takes: str = field(default="tx", kw_only=True)  # a key of PLACES
    role: Role = field(default=Role.GENERIC, kw_only=True)

    @classmethod
    def once(cls, name: str, about: str, law: Callable[[Arithmetic], Law]) -> "Regime":  # for what has neither time nor point
        return cls(name, about, law, takes="")

    @property
    def size(self) -> int:  # how many PLACES it has
        return (len(self.times) if "t" in self.takes else 1) * (len(self.points) if "x" in self.takes else 1)


@dataclass(frozen=True)
class Case:
    """A regime at one time, in one arithmetic: x is (n, d). What the regime does not take is None."""

    ar: Arithmetic
    law: Law
    t: Time
    x: Points
    when: Fraction
    takes: str = "tx"

    @shared
    def value(self, formula: Formula, **moved: Any) -> Array:
        """`formula` of what the regime has, here or at another t or x."""
        return formula(self.law, *({"t": self.t, "x": self.x, **moved}[name] for name in self.takes))

    @property
    def at(self) -> str:  # the time, in words that go before others
        return f"t = {self.when}, " if "t" in self.takes else ""


@shared
def cases(regime: Regime, ar: Arithmetic) -> list[Case]:
    law, takes = regime.law(ar), regime.takes
    x = ar.array([list(p) for p in regime.points]) if "x" in takes else None
    return [Case(ar, law, None if t is None else ar.array(t), x, t, takes) for t in (regime.times if "t" in takes else (None,))]


@dataclass(frozen=True)
class Test:
    """One kind of evidence, what it looks at, and where. `subject` is the residual, the antiderivative or the target."""

    __test__ = False  # not for pytest to collect
    kind: str
    subject: Function = field(repr=False)
    regimes: tuple[Regime, ...] = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class NearMiss:
    formula: Formula  # a wrong one
    unseen_by: tuple[str, ...] = ()  # kinds of evidence too coarse to see it


@dataclass(frozen=True)
class Claim:
    id: str
    source: str  # paper, section, equation
    says: str  # plain words
    latex: str
    formula: Formula = field(repr=False)
    tests: tuple[Test, ...] = field(repr=False)
    near_misses: Mapping[str, Formula | NearMiss] = field(default_factory=dict, repr=False)
    repairs: Mapping[str, Formula] = field(default_factory=dict, repr=False)
    expect: Outcome = Outcome.HOLDS
    amended: str = ""  # the id of the claim that holds instead
    note: str = ""
    right_where: tuple[Test, ...] = field(default=(), repr=False)  # of a false sentence: where its formula is right
    standing: Standing | None = None  # of a false sentence: where it stands
    words: str = ""  # the paper's own, quoted, of a sentence that is false if they are read so
    where: str = ""  # of a claim in a user's file: "file.py:12"

    def __post_init__(self) -> None:
        Standing.check(self.id, self.expect is Outcome.REFUTED, self.standing, self.words)


def excess(over: Array) -> Array:
    """Zero where `over` <= 0 is certain, else `over`: the residual of an inequality, whatever the width of the balls."""
    return np.where((over := np.asarray(over)) <= 0, 0 * over, over)[()]


def identity(residual: Residual, regimes: Regimes, symbolic: Regimes = (), floats: bool = True) -> Tests:
    """`residual(formula, case)` vanishes: proved by symbols, enclosed by balls, met by float64 to its rounding error."""
    tests = [Test("symbols", residual, symbolic)] if symbolic else []
    return (*tests, *(Test(kind, residual, regimes) for kind in ("balls", "float64")[: 1 + floats]))


def inequality(margin: Residual, regimes: Regimes = (), boxes: Regimes = ()) -> Tests:
    """`margin(formula, case)` >= 0: by balls, with more bits until each sign is certain or the margin zero; > 0 on whole boxes."""
    balls = (Test("balls", lambda formula, case: excess(-margin(formula, case)), regimes),) if regimes else ()
    return (*balls, Test("boxes", margin, boxes)) if boxes else balls


def bounded(quantity: Formula, regimes: Regimes = (), boxes: Regimes = ()) -> Tests:
    """|quantity| <= formula, entry by entry: an `inequality`."""
    return inequality(lambda formula, case: case.value(formula) - abs(case.value(quantity)), regimes, boxes)


def derivative(of: Formula, regimes: Regimes, symbolic: Regimes = (), along: str = "x", kinds: Kinds = DERIVATIVE) -> Tests:
    """`formula(law, t, x)` is the derivative of `of(law, t, x)` along x (a trailing axis more) or along t."""
    tests = [Test("symbols", of, symbolic, {"along": along})] if symbolic else []
    return (*tests, *(Test(kind, of, regimes, {"along": along}) for kind in kinds))


def equation(sides: Sides, regimes: Regimes, symbolic: Regimes = (), along: str = "t", kinds: Kinds = DERIVATIVE) -> Tests:
    """A differential equation: with `sides(formula) = (left, right)`, right is the derivative of left along t or x."""
    tests = [Test("symbols", sides, symbolic, {"along": along, "sides": True})] if symbolic else []
    return (*tests, *(Test(kind, sides, regimes, {"along": along, "sides": True}) for kind in kinds))


def flow(velocity: Formula, regimes: Regimes, kinds: Kinds = DERIVATIVE) -> Tests:
    """d/dt formula(law, t, x) = velocity(law, t, formula(law, t, x)): formula is carried by the velocity."""
    return equation(lambda f: (f, lambda law, t, *x: velocity(law, t, f(law, t, *x))), regimes, kinds=kinds)


def limit(of: Formula, regimes: Regimes) -> Tests:
    """`of(law, t, x)` - `formula(law, t, x)` tends to zero as t tends to 0 or 1 from inside, at least like the distance."""
    return (Test("limit", of, regimes),)


def sampling(target: Formula, regimes: Regimes, n: int = 100_000, draw: Any = None) -> Tests:
    """E[(target(draw) - formula(law, t, x_t)) g(x_t)] = 0 for bounded test functions g, so formula = E[target | x_t].
    `draw(law, t, n, random)` draws from a law that the evidence does not know; what it returns has at least `xt`.
    """
    return (Test("sampling", target, regimes, {"n": n, "draw": draw}),)


def distribution(of: Formula, regimes: Regimes, n: int = 20_000, draw: Any = None) -> Tests:
    """`formula(law, t, of(draw at 0))` has the law of `of(draw at t)`, as a flow map from time 0 has; `draw` as in `sampling`."""
    return (Test("distribution", of, regimes, {"n": n, "draw": draw}),)


def network(regimes: Regimes, n: int = 100_000) -> Tests:
    """formula(law, t, x) = E[x1 - x0 | x_t = x]: it loses nothing to the trained network that the regime is named after."""
    return (Test("network", lambda law, t, x: x, regimes, {"n": n}),)
