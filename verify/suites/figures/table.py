"""Fig. 2, "time evolution" of a mixture's drift: one mixture at five times by Eq. (3), beside what the published script draws.

    right: v(x, t) of the published instance of Table 4;   as published: E[x1 | x_t] - m0, of another mixture in every panel

The script draws three components anew for each panel, from one generator; panel 1 has the instance of Table 4. Judged is an
identity that both fields must meet, E[x1 | x_t] = x + (1 - t) v, and that the published formula is not the drift.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic, mixture
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.rounding import UNIT
from verify.papers.causality_delta import slips
from verify.papers.causality_delta.instance import panels
from verify.papers.causality_delta.printed import TIMES
from verify.papers.causality_delta.recipe import SEED
from verify.suites.common.intervals import at_most
from verify.suites.common.numerics import rms
from verify.suites.figures.kinds import Drawn, Kind
from verify.suites.suite import repeat

HALF, CELLS = 4.0, 13  # the window of the figure, and arrows along its side
# Units of the largest number on the way. Chosen: some dozens of operations; a wrong drift is off by 1e12 times that.
ROUNDINGS = 256.0


def rows() -> list[Row]:
    base: Row = {"suite": "figures", "seed": SEED, "dtype": "float64", "device": "cpu"}
    base["repeat"] = repeat("figures")
    mixtures = panels(arithmetic.float64())
    return [row for i, t in enumerate(TIMES) for row in _panel(base | {"t": float(t)}, t, mixtures[0], mixtures[i])]


def _panel(base: Row, t: Any, right: Any, drawn: Any) -> Iterator[Row]:
    grid = np.linspace(-HALF, HALF, CELLS)
    x = np.stack(np.meshgrid(grid, grid), -1).reshape(-1, 2)
    t = right.ar.array(t)
    v, wrong = mixture.drift(right, t, x), slips.drift(right, t, x)
    for what, mix, field in ((Drawn.RIGHT, right, v), (Drawn.PUBLISHED, drawn, slips.drift(drawn, t, x))):
        u, w = (_round(field[:, i].reshape(CELLS, CELLS)) for i in (0, 1))
        yield base | {
            "kind": Kind.FIELD.value,
            "what": what.value,
            "grid": _round(grid),
            "u": u,
            "w": w,
            "means": _round(mix.m),
            "n": len(x),
        }
    size, row = rms(v), base | {"n": len(x)}
    far = float(np.sqrt(((right.m - drawn.m) ** 2).sum(-1).mean()))
    for kind, value in ((Kind.FAR, far), (Kind.OFF, rms(wrong - v) / size)):
        yield row | {"kind": kind.value, "value": float(f"{value:.3g}")}
    scale = ROUNDINGS * UNIT * max(size, HALF)
    yield judged(row, Kind.IDENTITY.value, rms(wrong - (x - right.m0 + (1 - t) * v)), scale)
    yield judged(row, Kind.DRIFT.value, rms(wrong - v), scale, Outcome.REFUTED)


def judged(row: Row, what: str, value: float, bound: float, expected: Outcome = Outcome.HOLDS) -> Row:
    """One digit of the value and three of the bound: what another machine would find too."""
    found = at_most(row | {"kind": what}, value, bound, expected)
    return found | {"value": float(f"{value:.1g}"), "bound": float(f"{bound:.3g}")}


def _round(a: Any) -> Any:
    return np.round(np.asarray(a, dtype=float), 3).tolist()
