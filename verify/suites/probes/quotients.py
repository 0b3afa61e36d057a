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
DTYPES = ("float32", "float64")
Ends = Callable[[str, Any, list[float]], Any]  # dtype, z, [s, ...] -> g(x0 + s z), (len(s), n, outputs)


def noise(ends: Ends, dtype: str, z: Any) -> float:
    """e: sqrt(mean |fourth difference|^2 / 70) of g at 13 points so near that all else of it is straight."""
    h = 2.0 ** round(math.log2(UNITS[dtype]) * 0.8)
    return rms(np.diff(ends(dtype, z, [i * h for i in range(-6, 7)]), 4, axis=0)) / math.sqrt(70)


def sweeps(base: Row, finest: tuple[int, int], ends: Ends, z: Any, Jz: Any) -> Iterator[Row]:
    found = {}
    for dtype, last in zip(DTYPES, finest, strict=True):
        steps = [2.0**-k for k in range(last + 2)]
        g = ends(dtype, z, [0.0, *steps, *(-h for h in steps)])
        at, up, down = g[0], g[1 : len(steps) + 1], g[len(steps) + 1 :]
        column = np.array(steps)[:, None, None]
        found[dtype] = {"forward": (up - at) / column, "central": (up - down) / (2 * column)}
    e = {dtype: noise(ends, dtype, z) for dtype in DTYPES}
    for scheme, order in ORDER.items():
        cut = _truncation(found["float64"][scheme], order, e["float64"])
        for dtype, last in zip(DTYPES, finest, strict=True):
            per = e[dtype] * (math.sqrt(2) if scheme == "forward" else math.sqrt(0.5))
            curve = []
            for k in range(last + 1):
                h, error = 2.0**-k, rms(found[dtype][scheme][k] - Jz)
                row = base | {"kind": Kind.SWEEP.value, "scheme": scheme, "dtype": dtype, "h": h, "error": error}
                row |= {"truncation": cut[k], "rounding": per / h, "predicted": cut[k] + per / h, "size": rms(Jz)}
                curve.append(
                    row | {"resolvable": bool(cut[k] + per / h <= RESOLVED * rms(Jz)), "optimal": False, "published": False}
                )
            min(curve, key=lambda r: r["predicted"])["optimal"] = True
            if scheme == "forward" and dtype == "float32" and base["directions"] == "unit":
                curve += _published(curve[0], ends, z, Jz, per, cut)
            yield from curve


def _truncation(D: Any, order: int, e: float) -> list[float]:
    """|D(h) - J z| <= |D(h) - D(h/2)| + |D(h/2) - D(h/4)| + ..., h = 1, 1/2, 1/4 ...: no order is assumed down to the noise."""
    change: list[float] = []
    for k in range(len(D) - 1):
        found, floor = rms(D[k] - D[k + 1]), 4 * math.sqrt(10 if order == 1 else 2.5) * e * 2.0**k
        change.append(found if found > floor else min(floor, change[-1] / 2**order if change else floor))
    rest = change[-1] / (2**order - 1)
    return [rest + c for c in np.cumsum(change[::-1])[::-1].tolist()]


def _published(like: Row, ends: Ends, z: Any, Jz: Any, per: float, cut: list[float]) -> list[Row]:
    """Forward differences in float32 with eps = 1e-2, 1e-4, 1e-6, divided: the truncation is read off between powers of two."""
    out = []
    for eps in map(float, EPS):
        up, at = ends("float32", z, [eps, 0.0])
        k = -math.log2(eps)
        size = float(np.exp(np.interp(k, range(len(cut)), np.log(np.maximum(cut, 1e-300)))))
        predicted = size + per / eps
        row = like | {
            "h": eps,
            "error": rms((up - at) / eps - Jz),
            "truncation": size,
            "rounding": per / eps,
            "predicted": predicted,
        }
        out.append(row | {"resolvable": bool(predicted <= RESOLVED * like["size"]), "published": True, "optimal": False})
    return out
