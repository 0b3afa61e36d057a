"""Difference quotients of a flow's end map at every step, and how far off each is predicted to be.

    forward (g(x0 + h z) - g(x0))/h,   central (g(x0 + h z) - g(x0 - h z))/(2h),   predicted error: truncation + noise/h

Truncation: from halving the step in float64. Noise of g: from fourth differences where g is straight.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from verify.drawing.tables import Row
from verify.evidence.rounding import UNITS
from verify.suites.autodiff.table import EPS
from verify.suites.common.numerics import RESOLVED, rms
from verify.suites.probes.kinds import Kind

ORDER = {"forward": 1, "central": 2}
VARIANCE = {1: 10.0, 2: 2.5}  # of D(h) - D(h/2) in units of (e/h)^2: 2 + 8 for forward quotients, 1/2 + 2 for central ones
ABOVE_NOISE = 4  # deviations of that difference, below which it says nothing of the truncation
NEAR = 0.8  # digits: g bends by h^4 = u^3.2 over steps of u^0.8, far below its rounding u
LEAST = 1e-300  # so that a truncation of zero has a logarithm
DTYPES = ("float32", "float64")
Ends = Callable[[str, Any, list[float]], Any]  # dtype, z, [s, ...] -> g(x0 + s z), (len(s), n, outputs)


def noise(ends: Ends, dtype: str, z: Any) -> float:
    """e: sqrt(mean |fourth difference|^2 / 70) of g at 13 points so near that all else of it is straight.

    An entry of x moves by u^NEAR a step, whatever the length of z: by an ulp or less, g would round alike at neighbours.
    """
    h = 2.0 ** round(math.log2(UNITS[dtype]) * NEAR - math.log2(rms(z)))
    bent = np.diff(ends(dtype, z, [i * h for i in range(-6, 7)]), 4, axis=0)
    return rms(bent) / math.sqrt(70)  # 1 + 16 + 36 + 16 + 1, the squares of its coefficients


def sweeps(base: Row, finest: tuple[int, int], ends: Ends, z: Any, Jz: Any) -> Iterator[Row]:
    found = {dtype: _quotients(ends, dtype, last, z) for dtype, last in zip(DTYPES, finest, strict=True)}
    e = {dtype: noise(ends, dtype, z) for dtype in DTYPES}
    for scheme, order in ORDER.items():
        cut = _truncation(found["float64"][scheme], order, e["float64"])
        for dtype, last in zip(DTYPES, finest, strict=True):
            per = e[dtype] * (math.sqrt(2) if scheme == "forward" else math.sqrt(0.5))
            row = base | {"kind": Kind.SWEEP.value, "scheme": scheme, "dtype": dtype}
            curve = [_at(row, 2.0**-k, found[dtype][scheme][k], Jz, cut[k], per) for k in range(last + 1)]
            min(curve, key=lambda r: r["predicted"])["optimal"] = True
            if scheme == "forward" and dtype == "float32" and base["directions"] == "unit":
                curve += _published(row, ends, z, Jz, per, cut)
            yield from curve


def _quotients(ends: Ends, dtype: str, last: int, z: Any) -> dict[str, Any]:
    """Both quotients at the steps 1, 1/2, ..., two finer ones than the last included."""
    steps = [2.0**-k for k in range(last + 2)]
    g = ends(dtype, z, [0.0, *steps, *(-h for h in steps)])
    at, up, down = g[0], g[1 : len(steps) + 1], g[len(steps) + 1 :]
    column = np.array(steps)[:, None, None]
    return {"forward": (up - at) / column, "central": (up - down) / (2 * column)}


def _at(row: Row, h: float, quotient: Any, Jz: Any, truncation: float, per: float, published: bool = False) -> Row:
    """The error of one quotient, and what is predicted of it."""
    predicted, size = truncation + per / h, rms(Jz)
    row = row | {"h": h, "error": rms(quotient - Jz), "truncation": truncation, "rounding": per / h, "predicted": predicted}
    return row | {"size": size, "resolvable": bool(predicted <= RESOLVED * size), "optimal": False, "published": published}


def _truncation(D: Any, order: int, e: float) -> list[float]:
    """|D(h) - J z| <= |D(h) - D(h/2)| + |D(h/2) - D(h/4)| + ..., h = 1, 1/2, 1/4 ...: no order is assumed down to the noise."""
    change: list[float] = []
    for k in range(len(D) - 1):
        found, floor = rms(D[k] - D[k + 1]), ABOVE_NOISE * math.sqrt(VARIANCE[order]) * e * 2.0**k
        if found <= floor:  # noise: as the order has it, after the one before
            found = min(floor, change[-1] / 2**order if change else floor)
        change.append(found)
    rest = change[-1] / (2**order - 1)
    return [rest + c for c in np.cumsum(change[::-1])[::-1].tolist()]


def _published(row: Row, ends: Ends, z: Any, Jz: Any, per: float, cut: list[float]) -> Iterator[Row]:
    """Forward differences in float32 with eps = 1e-2, 1e-4, 1e-6, divided: the truncation is read off between powers of two."""
    for eps in map(float, EPS):
        up, at = ends("float32", z, [eps, 0.0])
        size = float(np.exp(np.interp(-math.log2(eps), range(len(cut)), np.log(np.maximum(cut, LEAST)))))
        yield _at(row, eps, (up - at) / eps, Jz, size, per, published=True)
