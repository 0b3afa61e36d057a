"""float64 accuracy: the error of every public formula of analytic.mixture and analytic.gaussian against balls of 256 bits.

A row is one formula in one regime, the worst of its times and points:
    ulps       largest error of a result / spacing of float64 at that result's largest entry (at 1, for results below 2^-40: zeros)
    units      largest ratio of an entry's error to its predicted forward error
    predicted  that predicted error, as ulps are: the radius in balls of 53 bits, and at least u, plus 2 d u of the largest entry
               (float64 works in a basis that diagonalises the pencil: d roundings there, d back)
Regimes: those of verify.regimes, and larger laws of exact rationals from a seeded generator, one stream for each.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic import arithmetic, gaussian, mixture
from analytic.arithmetic import Arithmetic, Law, Points, Time
from verify import regimes
from verify.claim import Case, Outcome, Regime, cases
from verify.drawing.tables import Row
from verify.evidence.kinds import FLOAT64_UNITS
from verify.evidence.rounding import UNIT, radius
from verify.evidence.worst import outcome_of
from verify.regimes.laws import components

ZERO = 2.0**-40  # results below are differences of numbers near 1 that cancel: their error is a rounding of these
FIELDS = ("drift", "jacobian", "divergence", "score", "log_density", "denoiser", "noise")
OF_MIXTURE = (*FIELDS, "responsibilities", "responsibility_gradients", "blend")
LARGE = ((8, 5, 1), (16, 3, 1), (4, 3, 1000))  # d, K, standard deviations from the origin: in size what people use


@dataclass(frozen=True)
class Subject:
    name: str
    formula: Callable[[Any, Any, Any], Any]
    regimes: tuple[Regime, ...]


def subjects(seed: int = 0) -> tuple[Subject, ...]:
    laws = (*regimes.MIXTURES, *large(seed))
    named = [Subject(f"mixture.{name}", getattr(mixture, name), laws) for name in OF_MIXTURE]
    named.append(Subject("mixture.jacobian_do", lambda mix, t, x: mixture.jacobian_do(mix, t, x, 0), laws))
    named += [Subject(f"gaussian.{name}", getattr(gaussian, name), regimes.COUPLED) for name in FIELDS]
    constant = (("slope", gaussian.slope), ("residual_covariance", gaussian.residual_covariance))
    named += [Subject(f"gaussian.{name}", partial(_everywhere, f), regimes.COUPLED) for name, f in constant]
    named.append(Subject("gaussian.flow", lambda pair, t, x: gaussian.flow(pair, 0, t, x), regimes.PAIRS))
    return tuple(named)


def rows(seed: int = 0, of: tuple[Subject, ...] | None = None) -> list[Row]:
    """A row for each formula and regime; `seed` draws the larger laws."""
    return [_row(s, r, seed) for s in (subjects(seed) if of is None else of) for r in s.regimes]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every error within FLOAT64_UNITS of the predicted one? UNDECIDED where no error can be predicted."""
    for wanted in (Outcome.REFUTED, Outcome.UNDECIDED):
        for r in table:
            if r["outcome"] == wanted:
                return (
                    wanted,
                    f"{r['formula']}, {r['regime']}, t = {r['t']}: {r['ulps']:.3g} ulps, {r['units']:.3g} predicted errors",
                )
    return (Outcome.HOLDS, "") if table else (Outcome.UNDECIDED, "no rows")


def large(seed: int = 0) -> tuple[Regime, ...]:
    """Mixtures of exact rationals: a stream of `seed` for each, so that none depends on the others."""
    streams = np.random.SeedSequence(seed).spawn(len(LARGE))
    return tuple(_random(np.random.default_rng(s), *shape) for s, shape in zip(streams, LARGE, strict=True))


def _random(random: np.random.Generator, d: int, K: int, away: int) -> Regime:
    """Integer weights, quarters for means and points, A A^T + I for covariances with halves in A."""
    w = random.integers(1, 10, K).tolist()
    law = {
        "weights": [Fraction(v, sum(w)) for v in w],
        "means": _over(random.integers(-12, 13, (K, d)), 4),
        "covs": [_covariance(random, d) for _ in range(K)],
        "mean0": _over(random.integers(-4, 5, d), 4),
        "cov0": _covariance(random, d),
    }
    points = _over(away * random.integers(-8, 9, (3, d)), 4)
    about = f"d={d}, K={K}, random rationals" + (f", points {away} standard deviations out" if away > 1 else "")
    name = f"random d={d} K={K}" + (" far tail" if away > 1 else "")
    return Regime(name, about, partial(mixture.mixture, **law), regimes.CLOSED, tuple(map(tuple, points)))


def _covariance(random: np.random.Generator, d: int) -> Any:
    A = random.integers(-2, 3, (d, d))
    return _over(A @ A.T + 4 * np.eye(d, dtype=int), 4)


def _over(a: Any, q: int) -> Any:
    return [_over(row, q) for row in a] if np.ndim(a) else Fraction(int(a), q)


def _everywhere(f: Callable[[Any, Any], Any], law: Law, t: Time, x: Points) -> Any:
    """f(law, t), the same at all points."""
    return f(law, t)[None]


def _row(subject: Subject, regime: Regime, seed: int) -> Row:
    found = list(_errors(subject, regime))
    worst = max(found, key=lambda e: math.inf if math.isnan(e["units"]) else e["units"])
    largest = max(found, key=lambda e: math.inf if math.isnan(e["ulps"]) else e["ulps"])
    decided = all(math.isfinite(e["units"]) and math.isfinite(e["predicted"]) for e in found)
    outcome = outcome_of(worst["units"], FLOAT64_UNITS, decided)
    law = regime.law(arithmetic.float64())
    row: Row = {"suite": "accuracy", "formula": subject.name, "regime": regime.name, "d": len(law.m0)}
    row |= {"K": components(law), "t": float(largest["t"]), "ulps": largest["ulps"]}
    row |= {"units": worst["units"], "predicted": largest["predicted"], "bound": FLOAT64_UNITS, "outcome": outcome.value}
    return {**row, "dtype": "float64", "device": "cpu", "seed": seed}


def _errors(subject: Subject, regime: Regime) -> Iterator[dict[str, Any]]:
    """For each time and point: ulps, units and predicted ulps."""
    kinds = (arithmetic.float64(), arithmetic.balls(256), arithmetic.balls(53))
    for f64, fine, coarse in zip(*(_cases(regime, ar) for ar in kinds), strict=True):
        value = np.asarray(subject.formula(f64.law, f64.t, f64.x), dtype=float)
        with fine.ar.scope():
            exact = np.asarray(subject.formula(fine.law, fine.t, fine.x), dtype=object)
            error = _distance(value, exact)
        with coarse.ar.scope():
            radii = radius(subject.formula(coarse.law, coarse.t, coarse.x))
        for v, e, r in zip(value, error, radii, strict=True):
            e, size = np.asarray(e, dtype=float), float(np.abs(v).max())
            size = size if size >= ZERO else 1.0
            r = np.maximum(r, UNIT) + 2 * len(f64.law.m0) * UNIT * size
            ulp = float(np.spacing(size))
            yield {"t": f64.when, "ulps": float(e.max()) / ulp, "units": float(np.max(e / r)), "predicted": float(r.max()) / ulp}


def _cases(regime: Regime, ar: Arithmetic) -> list[Case]:
    with ar.scope():
        return cases(regime, ar)


_distance = np.frompyfunc(lambda v, e: float((e - float(v)).abs_upper()), 2, 1)
