"""Derivatives by torch against closed forms, and by differences against both, over several laws and regimes.

A row is one comparison in one regime: the largest error over its times and points, and its largest ratio to the predicted one.
Predicted for autodiff: the radius of the closed form in balls of that precision; for differences: truncation + rounding at
the optimal step. Then the slip of the published code: a tangent eps u pushed through a JVP, and not divided by eps.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic import arithmetic, brenier, gaussian, mixture
from analytic.arithmetic import Arithmetic, Law
from verify import regimes
from verify.claim import Formula, Outcome, Regime
from verify.drawing.tables import Row
from verify.evidence.rate import direction
from verify.evidence.rounding import BITS, UNITS, radius
from verify.evidence.worst import outcome_of
from verify.suites.autodiff.kinds import Comparison
from verify.suites.common import numerics

NEAR_ONE = Fraction(1, 10**3)  # from 1: nearer times leave float32 fewer than half of its digits in 1 - t
EPS = (Fraction(1, 100), Fraction(1, 10**4), Fraction(1, 10**6))


@dataclass(frozen=True)
class Subject:
    """`formula(law, t, x)` is held to be the derivative of `field(law, t, x)` along x."""

    name: str
    field: Formula
    formula: Formula
    regimes: tuple[Regime, ...]


def score_jacobian(mix: Any, t: Any, x: Any) -> Any:
    """-S0^-1 (I - t J)/(1 - t), (..., d, d): the Hessian of log p_t on the linear path, from E[x0 | x] = x - t u and Tweedie."""
    ar = mix.ar
    eye = ar.eye(len(mix.m0))
    rest = eye - ar.array(t) * mixture.jacobian(mix, t, x)
    return -ar.solve(mix.S0, rest.swapaxes(-1, -2)).swapaxes(-1, -2) / (1 - ar.array(t))


def displacement_jacobian(pair: Any, t: Any, x: Any) -> Any:
    return 0 * pair.ar.array(x)[..., None] + brenier.displacement_jacobian(pair, t)


def subjects() -> tuple[Subject, ...]:
    mixtures = tuple(_inner(r) for r in (regimes.ANISOTROPIC, regimes.NON_COMMUTING, regimes.THREE_D, regimes.SEPARATED))
    pairs = tuple(_inner(r) for r in regimes.PAIRS)
    return (
        Subject("mixture drift", mixture.drift, mixture.jacobian, mixtures),
        Subject("mixture score", mixture.score, score_jacobian, mixtures),
        Subject("mixture log density", mixture.log_density, mixture.score, (*mixtures, _inner(regimes.FAR_TAIL))),
        Subject("Gaussian drift", gaussian.drift, gaussian.jacobian, pairs),
        Subject("Brenier displacement drift", brenier.displacement_drift, displacement_jacobian, _transports()),
    )


def rows(device: str = "cpu", dtype: str = "float64", of: tuple[Subject, ...] | None = None) -> list[Row]:
    """Every subject, regime and comparison; then the slip. `dtype` is that of autodiff, differences are float64."""
    found = [row for s in (subjects() if of is None else of) for r in s.regimes for row in _compared(s, r, device, dtype)]
    return found + (list(slip(device)) if of is None else [])


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every outcome the expected one? A row of NaN is UNDECIDED, and so is the whole."""
    for wanted in (Outcome.REFUTED, Outcome.UNDECIDED):
        for r in table:
            if r["outcome"] != r["expected"] and (r["outcome"] == Outcome.UNDECIDED) == (wanted == Outcome.UNDECIDED):
                return (
                    wanted,
                    f"{r['subject']}, {r['regime']}, {r['comparison']}: {r['outcome']}, {r['units']:.3g} predicted errors",
                )
    return (Outcome.HOLDS, "") if table else (Outcome.UNDECIDED, "no rows")


def slip(device: str = "cpu") -> Iterator[Row]:
    """|jvp(eps u)| / |J u| is eps, not 1: the derivative is homogeneous, J(cu) = c Ju, so the tangent must be divided again."""
    from torch.func import jvp

    subject, ar = subjects()[0], arithmetic.torch(None, device)
    regime = subject.regimes[0]
    at = next(_moments(subject, regime, ar, "float64"))
    u = direction(at.x.shape[-1])
    J, predicted = at.claimed @ np.array(u), at.radius @ np.abs(u)
    for eps in EPS:
        tangent = (ar.array(eps) * ar.array(u)).expand_as(at.x)
        pushed = numerics.floats(ar, jvp(at.field, (at.x,), (tangent,))[1])
        for comparison, found in ((Comparison.UNDIVIDED, pushed), (Comparison.DIVIDED, pushed / float(eps))):
            expected = Outcome.REFUTED if comparison == Comparison.UNDIVIDED else Outcome.HOLDS
            row = _row(subject, regime, comparison, [(found - J, predicted)], "float64", device, expected)
            yield {**row, "eps": float(eps), "ratio": float(np.linalg.norm(found) / np.linalg.norm(J))}


@dataclass(frozen=True)
class Moment:
    """One time of a regime: the field of x alone, all points, and for each Jacobian (n, ..., d) its predicted error."""

    field: Formula
    x: Any
    claimed: Any
    radius: Any  # of the closed form
    differences: Any
    predicted: Any  # of the differences


def _moments(subject: Subject, regime: Regime, ar: Arithmetic, dtype: str) -> Iterator[Moment]:
    f64, fine, points = arithmetic.float64(), arithmetic.balls(numerics.FINE), [list(p) for p in regime.points]
    balls = {bits: arithmetic.balls(bits) for bits in {53, BITS[dtype]}}
    laws = {a: _law(regime, a) for a in (ar, f64, fine, *balls.values())}
    for t in regime.times:
        claimed = numerics.floats(ar, subject.formula(laws[ar], ar.array(t), ar.array(points)))
        coarse = balls[BITS[dtype]]
        with coarse.scope():
            radii = radius(subject.formula(laws[coarse], coarse.array(t), coarse.array(points)), UNITS[dtype])
        with fine.scope():
            M3 = numerics.higher_jacobian(subject.field, laws[fine], t, points, 3)
        D, predicted = _differences(subject, laws[f64], laws[balls[53]], t, points, M3)
        field = partial(subject.field, laws[ar], ar.array(t))
        yield Moment(field, ar.array(points), claimed, radii, D, predicted)


def _law(regime: Regime, ar: Arithmetic) -> Any:
    with ar.scope():
        return regime.law(ar)


def _differences(subject: Subject, law: Law, ball: Any, t: Fraction, points: Any, M3: Any) -> tuple[Any, Any]:
    """Central differences at the predicted optimal step, and their predicted error."""
    with ball.ar.scope():
        rho = radius(numerics.jacobian(subject.field, ball, t, points, Fraction(1), central=True))
        h = numerics.optimal_step(float(M3.max()), float(rho.max()), central=True)
        rounding = radius(numerics.jacobian(subject.field, ball, t, points, h, central=True))
    found = numerics.jacobian(subject.field, law, t, points, h, central=True)
    return found, rounding + numerics.truncation(M3, h, central=True)


def _compared(subject: Subject, regime: Regime, device: str, dtype: str) -> list[Row]:
    """The five comparisons, each over all times of the regime that `dtype` can hold: 1 - 1e-6 is too near 1 for float32."""
    import torch
    from torch.func import jacfwd, jacrev, jvp, vmap

    if dtype == "float32":
        regime = replace(regime, times=tuple(t for t in regime.times if 1 - t > NEAR_ONE))
    ar, found = arithmetic.torch(getattr(torch, dtype), device), defaultdict(list)
    for at in _moments(subject, regime, ar, dtype):
        z = ar.array(direction(at.x.shape[-1]))
        forward, backward = (numerics.floats(ar, vmap(mode(at.field))(at.x)) for mode in (jacfwd, jacrev))
        pushed, u = numerics.floats(ar, jvp(at.field, (at.x,), (z.expand_as(at.x),))[1]), numerics.floats(ar, z)
        found[Comparison.FORWARD].append((forward - at.claimed, at.radius))
        found[Comparison.REVERSE].append((backward - at.claimed, at.radius))
        found[Comparison.PUSHED].append((pushed - at.claimed @ u, at.radius @ np.abs(u)))
        found[Comparison.DIFFERENCES].append((at.differences - at.claimed, at.predicted + at.radius))
        found[Comparison.MODES].append((at.differences - forward, at.predicted + at.radius))
    return [_row(subject, regime, comparison, pairs, dtype, device) for comparison, pairs in found.items()]


def _row(
    subject: Subject,
    regime: Regime,
    comparison: Comparison,
    pairs: list[tuple[Any, Any]],
    dtype: str,
    device: str,
    expected: Outcome = Outcome.HOLDS,
) -> Row:
    """The entry with the largest ratio of error to predicted error, over all pairs of arrays."""
    error, predicted = (np.concatenate([np.abs(p[i]).ravel() for p in pairs]) for i in (0, 1))
    units = error / predicted
    i, bound = int(np.argmax(np.where(np.isnan(units), np.inf, units))), numerics.UNITS
    decided = np.isfinite(units).all() and np.isfinite(predicted).all()
    outcome = outcome_of(units[i], bound, decided)
    row: Row = {"suite": "autodiff", "subject": subject.name, "regime": regime.name, "comparison": comparison.value}
    row |= {"error": float(error[i]), "predicted": float(predicted[i]), "units": float(units[i]), "bound": bound}
    return {**row, "outcome": outcome.value, "expected": expected.value, "dtype": dtype, "device": device}


def _inner(regime: Regime) -> Regime:
    """Times strictly inside (0, 1)."""
    return replace(regime, times=tuple(t for t in regime.times if 0 < t < 1))


def _given(regime: Regime) -> Any:
    """The parameters behind a regime's law."""
    law: Any = regime.law
    return law.keywords


def _transports() -> tuple[Regime, ...]:
    """The pairs of `regimes.PAIRS` as optimal transports."""
    chosen = (regimes.PAIR, regimes.PAIR_3D, regimes.PAIR_COMMUTING)
    return tuple(replace(r, law=partial(brenier.transport, **_given(r))) for r in map(_inner, chosen))
