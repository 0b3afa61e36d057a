"""Lines that cross: what solvers and step counts make of the memorising fields.

    reflection x1 = 5 - x0: all lines meet at t = 1/2;   smoothed by e: loss about pi e per dimension, flow x0 -> x0 + 5 for every e
    finite data: sum_i w_i (x_i - x)/(1 - t) ends on training points;   finitely many pairs: the field of Proposition 2

Euler on the reflection multiplies what is at w = 1 - 2 t by w'/w a step, so a rounding error at w_k arrives 1/|w_k| times as large;
8 roundings a step and numbers up to X make 8 u X sum_k 1/|w_k| < 8 u X N (2 + log N) for odd N: the bound of what comes out.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, coupling, crossing, empirical
from analytic.arithmetic import Law
from learned import flow
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common.intervals import judged, share_of, within
from verify.suites.memorisation.kinds import Kind, Model

SHIFT, POINTS = 5, 64
EULER, OTHERS = (10, 11, 100, 101, 1000, 1001, 10_001), (("heun", 10), ("heun", 11), ("rk4", 10), ("rk4", 11))
TOLERANCES = (1e-3, 1e-6, 1e-9)
SMOOTHINGS, ODD = (0.1, 0.01, 0.001), (11, 31, 101, 301, 1001, 3001)
SEES = 0.11  # smoothing times steps: below it the step 1/N at the crossing is nine times as wide as the smoothing or more
BENT = -0.9  # of a slope that is called -1: within a tenth
FINE = 1e-9  # tolerance of the accurate solver
GONE = 1e20
CLOUD, FRESH, PAIRS = 20, 500, 6  # training points, fresh sources, pairs of Proposition 2
ON = 0.01  # as near to a training point is on it: 20 points of N(0, I) lie some tenths apart
REFUSED = "refused: lands on the crossing"


def rows(base: Row, seed: int) -> Iterator[Row]:
    yield from _reflected(base | {"model": Model.REFLECTION.value}, np.random.default_rng([seed, 11]))
    yield from _smoothed(base | {"model": Model.SMOOTHED.value})
    yield from _finite(base | {"model": Model.FINITE.value}, np.random.default_rng([seed, 12]))


def field_of(law: Law, drift: Any) -> Any:
    """v(x, t) on torch tensors, for learned.flow."""
    return lambda x, t: drift(law, t, x)


def _reflected(base: Row, random: Any) -> Iterator[Row]:
    for dtype in (torch.float64, torch.float32):
        field = field_of(crossing.reflection(arithmetic.torch(dtype), SHIFT), crossing.reflected_drift)
        x0 = torch.from_numpy(random.standard_normal((POINTS, 2))).to(dtype)
        fixed = [*(("euler", N) for N in EULER), *OTHERS]
        for method, N, e in [*((m, N, None) for m, N in fixed), *(("dopri5", 0, e) for e in TOLERANCES)]:
            options: dict[str, Any] = {"rtol": e, "atol": e} if e else {}
            row = base | {"kind": Kind.PARTNER.value, "method": method, "steps": N or None, "n": POINTS}
            row |= {"dtype": str(dtype).removeprefix("torch."), "tolerance": e}
            try:
                y = flow.integrate(field, x0, steps=N or 1, method=method, **options)
            except coupling.SingularTransport:
                judge = {"outcome": "REFUTED", "expected": "HOLDS" if method == "euler" and N % 2 else "REFUTED"}
                yield row | {"note": REFUSED} | (judge if N else {})  # whether adaptive steps land there is chance
                continue
            off = _ceil(float((y - (SHIFT - x0)).abs().max()))
            if method != "euler":
                yield row | {"value": off}
                continue
            u, X = torch.finfo(dtype).eps / 2, float(x0.abs().max()) + 2 * SHIFT
            yield judged(row, off, below=8 * u * X * N * (2 + math.log(N)), expected=Outcome.HOLDS if N % 2 else Outcome.REFUTED)


def _ceil(value: float) -> float:
    """One digit, rounded up: all that is meaningful of a rounding error."""
    if not value > 0:
        return value
    unit = 10.0 ** math.floor(math.log10(value))
    return float(f"{math.ceil(value / unit) * unit:.1g}")


def _smoothed(base: Row) -> Iterator[Row]:
    """The slope of the end map, -1 memorised, +1 optimal: Euler by the step count, and dopri5 to 1e-9."""
    x = torch.tensor([[0.0], [1.0]], dtype=torch.float64)
    for e in SMOOTHINGS:
        law = crossing.reflection(arithmetic.torch(torch.float64), SHIFT, e)
        field = field_of(law, crossing.reflected_drift)
        row = base | {"kind": Kind.SLOPE.value, "smoothing": e, "loss": float(crossing.reflected_loss(law)), "n": 2}
        for N in ODD:
            y = flow.integrate(field, x, steps=N, method="euler")
            mine = row | {"method": "euler", "steps": N}
            slope = float(y[1, 0] - y[0, 0])
            if e * N <= SEES:  # steps that do not see the smoothing
                yield judged(mine, slope, below=BENT)
            else:
                yield mine | {"value": slope}
        y = flow.integrate(field, x, method="dopri5", rtol=FINE, atol=FINE)
        slope, mine = float(y[1, 0] - y[0, 0]), row | {"method": "dopri5", "tolerance": FINE}
        yield judged(mine, round(slope, 5), below=BENT, expected=Outcome.REFUTED)  # that a small loss makes it memorise
        yield judged(mine | {"kind": Kind.SLOPE_OFF.value}, _ceil(abs(slope - 1)), below=1e-4)


def _finite(base: Row, random: Any) -> Iterator[Row]:
    """The empirical field from fresh sources and from training sources; the field of Proposition 2 on and off its lines."""
    data = torch.from_numpy(random.standard_normal((CLOUD, 2)))
    x0 = torch.from_numpy(random.standard_normal((FRESH, 2)))
    yield from _of_cloud(base, data, x0)
    yield from _of_pairs(base, x0[:PAIRS], data[:PAIRS], random)


def _of_cloud(base: Row, data: Any, x0: Any) -> Iterator[Row]:
    """Fresh sources end on training points; training sources do not end on their own."""
    field = field_of(empirical.cloud(arithmetic.torch(torch.float64), data), empirical.drift)
    for steps in (11, 101, 1001):
        near, which = torch.cdist(flow.integrate(field, x0, steps=steps, method="euler"), data).min(1)
        row = base | {"field": f"empirical, {CLOUD} points", "method": "euler", "steps": steps}
        on_data = share_of(near < ON, bool(near.isfinite().all()))
        yield within(row | {"kind": Kind.FRESH.value, "n": FRESH}, *on_data, above=0.5)
        on_own = share_of(which[:CLOUD] == torch.arange(CLOUD), bool(near[:CLOUD].isfinite().all()))
        yield within(row | {"kind": Kind.SOURCES.value, "n": CLOUD}, *on_own, above=0.5, expected=Outcome.REFUTED)


def _of_pairs(base: Row, x0: Any, x1: Any, random: Any) -> Iterator[Row]:
    """How far from their partners the ends lie, from starts on the lines and off them."""
    field = _while_near(field_of(crossing.pairs(arithmetic.torch(torch.float64), x0, x1), crossing.memoriser))
    for off in (0.0, 0.01, 0.1):
        start = x0 + off * torch.from_numpy(random.standard_normal((PAIRS, 2)))
        for method, steps in (("euler", 11), ("euler", 1001), ("rk4", 101)):
            end = flow.integrate(field, start, steps=steps, method=method)
            row = base | {"field": f"of Proposition 2, {PAIRS} pairs", "method": method, "steps": steps, "off": off, "n": PAIRS}
            yield row | {"kind": Kind.LARGEST.value} | _far(float((end - x1).norm(dim=1).max()), off)


def _while_near(field: Any) -> Any:
    """Points beyond GONE are gone, NaN: a polynomial of degree 2 (PAIRS - 1) in them leaves float64, and is refused."""

    def inside(x: Any, t: Any) -> Any:
        v, here = torch.full_like(x, math.nan), (x.abs() < GONE).all(1)
        if here.any():
            v[here] = field(x[here], t)
        return v

    return inside


def _far(distance: float, off: float) -> Row:
    """On a line the distance is a rounding error."""
    if not math.isfinite(distance):
        return {"note": "overflows: a polynomial in x"}
    return {"value": _ceil(distance) if off == 0 else distance}
