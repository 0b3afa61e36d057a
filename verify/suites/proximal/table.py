"""Eigenvalues of (1 - t) Dv along trajectories that end on a curve: closed forms, a velocity network, an x1 network (Figs. 3, 4).

    circle: normal n^T (1 - t) Dv n and tangential, n = x/|x|;   two moons: the two eigenvalues of the symmetric part, sorted
    optimal transport to the circle: -1 and (1 - t)(1 - |x0|)/|x_t|;   every optimal transport: within [-1, (1 - t)/t]
    |v(x, t) - v(y, t)| <= L |x - y|  =>  |(1 - t) Dv| <= (1 - t) L, which tends to 0: no exponent -1

The closed form is differentiated through its proximal map, and so shares no text with these formulas. L is certified: for layers
W_i and the activation silu, whose slope is below 11/10, L <= |W_first| prod (11/10 |W_i|) |W_last|, spectral norms. Intervals are
at 95 %: normal for means over trajectories, of Clopper and Pearson for shares. Judged is what the interval says of the bound.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, manifold, proximal, sphere
from learned import model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.rounding import UNIT
from verify.suites.common.intervals import judged, mean, share_of, short, within
from verify.suites.proximal import late, seeds
from verify.suites.proximal.kinds import APART, CIRCLE, FROM, LATE, MODELS, NEAR, NETWORKS, SHAPES, Field, Kind
from verify.suites.proximal.late import POINTS, TIMES

PROBES = 4096  # pairs on which the certified L is met
CELLS = 11  # arrows along the side of a drawing
SLOPE = 1.1  # above that of silu, 1.0998


def rows(seed: int = 0) -> list[Row]:
    """Of the fields, and of other seeds of training their networks."""
    base: Row = {"suite": "proximal", "seed": seed, "dtype": "float64", "device": "cpu"}
    found = of_shapes(seed)
    return [{k: short(v) for k, v in row.items()} for row in (*found, *seeds.rows(base, found))]


def of_shapes(seed: int, shapes: tuple[str, ...] = tuple(SHAPES)) -> list[Row]:
    """Of each field on each shape: eigenvalues at each time, the field at t = 0.9, the bounds; and of the fields together."""
    return [row for shape in shapes for row in _rows(shape, seed)]


def _rows(shape: str, seed: int) -> Iterator[Row]:
    fields = _fields(shape)
    x0 = late.sources(seed)
    last = {}
    for name, field in fields.items():
        base: Row = {"suite": "proximal", "shape": shape, "field": str(name), "seed": seed, "dtype": "float64", "device": "cpu"}
        path = late.path(name, field, x0)
        found = {t: (1 - t) * late.jacobian(field, x, t) for t, x in zip(TIMES, path, strict=True)}
        parts = {t: late.parts(shape, J, x.numpy()) for (t, J), x in zip(found.items(), path, strict=True)}
        last[name] = parts[LATE][0]
        yield from _eigenvalues(base, SHAPES[shape], parts)
        yield from _bounds(base, found)
        yield _drawn(base, field, 1.8 if shape == CIRCLE else 2.7)
        if name == Field.OPTIMAL:
            yield from _closed(base, parts, path, x0.numpy())
        else:
            yield from _exponent(base, SHAPES[shape][0], parts[LATE][0])
        if name in NETWORKS:
            yield from _lipschitz(base, fields, field, path[-1], seed)
    apart = last[Field.VELOCITY] - last[Field.X1]
    base |= {"field": Field.BOTH.value, "n": POINTS}
    yield judged(base | {"kind": APART[SHAPES[shape][0]].value}, *mean(apart), above=0.0)


def _fields(shape: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if shape == CIRCLE:
        ar = arithmetic.torch(torch.float64)
        circle, ends = manifold.ball(ar, [0, 0], 1), sphere.sphere(ar, 2, 1)
        out[Field.OPTIMAL] = lambda x, t: proximal.velocity(circle, t, x)
        out[Field.INDEPENDENT] = lambda x, t: sphere.velocity(ends, t, x)
    return out | {n: model.load(f"{MODELS[shape]}-{target}", dtype=torch.float64).velocity for n, target in NETWORKS.items()}


def _eigenvalues(base: Row, names: tuple[str, ...], parts: dict[float, Any]) -> Iterator[Row]:
    for t, both in parts.items():
        for name, values in zip(names, both, strict=True):
            middle, half = mean(values)
            spread = dict(zip(("q10", "median", "q90"), map(float, np.quantile(values, (0.1, 0.5, 0.9))), strict=True))
            row = base | {
                "kind": Kind.EIGENVALUE.value,
                "part": name,
                "t": t,
                "value": middle,
                "low": middle - half,
                "high": middle + half,
            }
            yield row | spread | {"n": POINTS}


def _closed(base: Row, parts: dict[float, Any], path: list[Any], x0: Any) -> Iterator[Row]:
    """Both eigenvalues against their formulas; 64 roundings of numbers up to max(1, 1/t, the eigenvalue)."""
    seen: tuple[list[Any], list[Any]] = [], []
    r = np.linalg.norm(x0, axis=1)
    for (t, both), x in zip(parts.items(), path, strict=True):
        wanted = (-1 + 0 * r, (1 - t) * (1 - r) / np.linalg.norm(x.numpy(), axis=1))
        for i in (0, 1):
            unit = 64 * UNIT * np.maximum(abs(wanted[i]), max(1, 1 / t))
            seen[i].append(abs(both[i] - wanted[i]) / unit)
    for kind, units in zip((Kind.NORMAL, Kind.TANGENTIAL), seen, strict=True):
        row = base | {"kind": kind.value, "n": POINTS * len(TIMES)}
        yield judged(row, float(np.ceil(10 * np.max(units))) / 10, 0.0, below=1.0)


def _exponent(base: Row, part: str, values: Any) -> Iterator[Row]:
    """Is the mean -1? Of a velocity network it is not."""
    middle, half = mean(values)
    expected = Outcome.REFUTED if base["field"] == Field.VELOCITY else Outcome.HOLDS
    row = base | {"kind": FROM[part].value, "n": POINTS}
    yield judged(row, abs(middle + 1), half, below=NEAR, expected=expected)


def _bounds(base: Row, found: dict[float, Any]) -> Iterator[Row]:
    """The share of points with an eigenvalue outside [-1, (1 - t)/t], by more than 64 roundings."""
    for t in (0.5, 0.9, LATE):
        e = np.linalg.eigvalsh((found[t] + found[t].transpose(0, 2, 1)) / 2)
        slack = 64 * UNIT / t
        for kind, beyond in ((Kind.BELOW, e[:, 0] < -1 - slack), (Kind.ABOVE, e[:, -1] > (1 - t) / t + slack)):
            row = base | {"kind": kind.value, "t": t, "n": POINTS}
            value, low, high = share_of(beyond, bool(np.isfinite(e).all()))
            row |= {"value": value, "low": low, "high": high, "most": float(max(-1 - e[:, 0].min(), 0))}
            if kind is Kind.ABOVE:
                row |= {"most": float(max(e[:, -1].max() - (1 - t) / t, 0))}
            if base["field"] == Field.OPTIMAL:
                row = judged(row, value, below=0.0)  # none at all
            elif base["field"] == Field.INDEPENDENT and kind is Kind.ABOVE and t == 0.9:
                row = within(row, value, low, high, below=0.0, expected=Outcome.REFUTED)
            yield row


def certified(network: Any) -> float:
    """An upper bound of the Lipschitz constant in x of an MLP with silu, at every t."""
    inner = [m.weight for m in network.hidden if hasattr(m, "weight")]
    norms = [float(torch.linalg.matrix_norm(w, 2)) for w in (network.first.weight, *inner, network.last.weight)]
    return math.prod(norms) * SLOPE ** len(inner)


def _lipschitz(base: Row, fields: dict[str, Any], field: Any, x: Any, seed: int) -> Iterator[Row]:
    """|(1 - t) Dv| at 1 - t = 1/(4 L) is at most 1/4, L that of the velocity network; not so for the x1 network."""
    network = fields[Field.VELOCITY].__self__.network
    L = certified(network)
    t = 1 - 1 / (4 * L)
    norm = float(np.linalg.norm((1 - t) * late.jacobian(field, x, t), 2, axis=(1, 2)).max())
    expected = Outcome.HOLDS if base["field"] == Field.VELOCITY else Outcome.REFUTED
    row = base | {"kind": Kind.LIPSCHITZ.value, "t": t, "n": POINTS, "L": L}
    yield judged(row, norm, 0.0, below=0.25, expected=expected)
    if expected is Outcome.HOLDS:
        random = np.random.default_rng([seed, 2])
        s = torch.from_numpy(random.random(PROBES))
        y = torch.from_numpy(random.standard_normal((PROBES, 2))) * (1 - s[:, None]) + s[:, None] * x[torch.arange(PROBES) % POINTS]
        value = float(np.linalg.norm(late.jacobian(field, y, s), 2, axis=(1, 2)).max())
        yield base | {"kind": Kind.LARGEST.value, "value": value, "n": PROBES, "L": L}


def _drawn(base: Row, field: Any, reach: float) -> Row:
    """The field at t = 0.9 on a grid, four digits."""
    at = np.linspace(-reach, reach, CELLS)
    x = torch.from_numpy(np.stack(np.meshgrid(at, at), -1).reshape(-1, 2))
    with torch.no_grad():
        v = field(x, 0.9).numpy().reshape(CELLS, CELLS, 2)
    u, w = ([[float(f"{a:.4g}") for a in line] for line in v[..., i].tolist()] for i in (0, 1))
    return base | {"kind": Kind.FIELD.value, "t": 0.9, "grid": [float(f"{a:.4g}") for a in at], "u": u, "w": w, "n": CELLS**2}
