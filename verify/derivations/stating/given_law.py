"""The one law that a derivation was made for: its parameters as they were given, and where it is looked at."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from analytic import arithmetic
from analytic.exact import fractions
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.parameters import every_bit
from verify.derivations.parameters import points as few
from verify.regimes.laws import LAWS, size_of

TIMES = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 8), Fraction(7, 8))


def given_law(law: str, parameters: Mapping[str, Any] | None, points: Any) -> tuple[Regime, ...]:
    """The one law that a derivation was made for, at a few simple times and points, and at generic ones, which need every bit
    of a float64; points that are given are all that there are. Floats are taken as the exact numbers they are."""
    if parameters is None:
        if points is not None:
            raise ValueError("points= are those of one given law: pass parameters= too")
        return ()
    p = {name: fractions(value, name) for name, value in parameters.items()}
    if own := LAWS[law].drawn:
        return tuple(cases.regime(law, q, TIMES[:1], _units(law, points, q), name) for name, q in own.given(p, Random(law)))
    if "weights" in p:
        p["weights"] = _adding_up_to_one(p["weights"])
    d = _dimension(p)
    p.setdefault("mean0", [0] * d)
    p.setdefault("cov0", [[int(i == j) for j in range(d)] for i in range(d)])
    random = Random(law)
    simple = [[0] * d, [1] * d, [(2, -1, 1)[i % 3] for i in range(d)]]
    generic = [[2 * every_bit(random, 53) for _ in range(d)] for _ in simple]
    if points is not None:
        simple = generic = _different(points, d)
    given = cases.regime(law, p, TIMES, simple, "the given law")
    given.law(arithmetic.float64())  # what it refuses is told here
    times = [abs(every_bit(random, 53)) for _ in range(3)]
    return given, cases.regime(law, p, times, generic, "the given law at generic times")


def _units(law: str, points: Any, p: Mapping[str, Any]) -> list[list[Any]]:
    """Those that are given, else a few."""
    d = size_of(law, p)
    return few(d, 3) if points is None else _different(points, d)


def _different(points: Any, d: int) -> list[list[Any]]:
    """The points, each once."""
    xs = fractions(points, "points")
    if not xs or any(not isinstance(x, list) or len(x) != d for x in xs):
        raise ValueError(f"points must be (n, {d}), n > 0, for this law: they are {points!r:.60}")
    return [list(x) for x in dict.fromkeys(map(tuple, xs))]


def _adding_up_to_one(weights: list[Fraction]) -> list[Fraction]:
    """1/3 + 1/3 + 1/3 in floats is not 1."""
    total = sum(weights, Fraction(0))
    if not total > 0:
        raise ValueError(f"weights add up to {total}: they must be positive, and add up to 1")
    return [w / total for w in weights]


def _dimension(p: Mapping[str, Any]) -> int:
    """d, from the first mean."""
    means = p.get("means", [p.get("mean0")])
    if not means or not isinstance(means[0], list) or not means[0]:
        raise ValueError("parameters= must hold means [[...], ...], of a Gaussian mean0 [...]: they tell the dimension")
    return len(means[0])
