"""What must hold of a flow's stored derivatives, beside what would not.

    E[w w^T | x0] = gram,  w = J z and gram = J J^T at four pixels;   Cov(y) <= S = E[J J^T] at every pixel (Poincare)

The standard errors of the second are the jackknife's over blocks of source points.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.kinds import FALSE_ALARM
from verify.papers.causality_delta import pixels
from verify.suites.common.intervals import at_most
from verify.suites.common.measurement import Store
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.kinds import Kind

SIGMAS = 5.0  # of the largest of 16 standard scores: passed with probability 1e-5 by chance, of a normal law
LEAST = 0.1  # deviation of a pixel of the data. Chosen: one that hardly varies has no correlation worth a comparison
WHITE = 255  # the data's own unit: pixels from 0 to 255
DRAWN = 256  # points whose directions are drawn at a time, to bound the memory


def lengths(store: Store) -> Any:
    """|z|, (N, k): drawn again, without the network."""
    from learned import dependence

    parts = []
    for i in range(0, store.points, DRAWN):
        index = range(i, min(store.points, i + DRAWN))
        z = dependence.draw(store.about["seed"], index, fives.SHAPE, store.about["probes"])[1]
        parts.append(np.sqrt((z.reshape(*z.shape[:2], -1) ** 2).sum(-1)).T)
    return np.concatenate(parts)


def directions(base: Row, store: Store) -> Iterator[Row]:
    """E[w_i w_j | x0] = gram_ij, Var[w_i w_j | x0] = gram_ii gram_jj + gram_ij^2: each point standardised."""
    w, gram = (store.arrays[k].astype(float) for k in ("w", "gram"))
    k, d = w.shape[1], math.prod(fives.SHAPE)
    diagonal = np.einsum("nii->ni", gram)
    deviation = np.sqrt((diagonal[:, :, None] * diagonal[:, None, :] + gram**2) / k)
    unit = w / lengths(store)[..., None]
    for kind, a, expected in (
        (Kind.WIGGLES, w, Outcome.HOLDS),
        (Kind.UNIT, unit, Outcome.REFUTED),
        (Kind.UNIT_TIMES_D, unit * math.sqrt(d), Outcome.HOLDS),
    ):
        score = np.abs(((np.einsum("nki,nkj->nij", a, a) / k - gram) / deviation).sum(0)) / math.sqrt(len(w))
        what = "four pixels, the largest standard score"
        yield at_most(
            base | {"kind": kind.value, "what": what, "n": len(w), "unit": "standard errors"}, score.max(), SIGMAS, expected
        )


def moments(store: Store, what: str, which: Any = slice(None)) -> dict[str, Any]:
    """Of blocks `which`: means of x, xx, right, below over the points ("y") or over points and directions ("w")."""
    n = len(store.arrays["y xx"][which]) * store.about["block"] * (store.about["probes"] if what == "w" else 1)
    return {name: store.arrays[f"{what} {name}"][which].astype(float).sum(0) / n for name in ("x", "xx", "right", "below")}


def left_out(store: Store, statistic: Any) -> tuple[Any, Any]:
    """The statistic of all blocks, and its jackknife standard error over blocks."""
    blocks = len(store.arrays["y xx"])
    left = np.array([statistic(np.arange(blocks) != b) for b in range(blocks)])
    return statistic(slice(None)), np.sqrt((blocks - 1) / blocks * ((left - left.mean(0)) ** 2).sum(0))


def poincare(base: Row, store: Store) -> Iterator[Row]:
    """min over pixels of (S_ii - Var y_i)/standard error >= -q: Student's quantile at 1e-6 over all pixels, blocks - 1 degrees."""
    from scipy.stats import t

    seen, d = pixels.variance("train") > (LEAST * WHITE) ** 2, math.prod(fives.SHAPE)

    def excess(which: Any, scale: float = 1.0) -> Any:
        y, w = moments(store, "y", which), moments(store, "w", which)
        return (scale * w["xx"] - (y["xx"] - y["x"] ** 2))[seen]

    bound = float(t.isf(FALSE_ALARM / seen.sum(), len(store.arrays["y xx"]) - 1))
    row = base | {"n": store.points, "what": f"the farthest of {seen.sum()} pixels", "unit": "standard errors"}
    for kind, scale, expected in (
        (Kind.POINCARE, 1.0, Outcome.HOLDS),
        (Kind.POINCARE_UNIT, 1 / d, Outcome.REFUTED),
    ):
        gap, error = left_out(store, lambda which, c=scale: excess(which, c))
        yield at_most(row | {"kind": kind.value}, (-gap / error).max(), bound, expected)
    y, w = moments(store, "y"), moments(store, "w")
    ratio = np.sqrt((w["xx"] / (y["xx"] - y["x"] ** 2))[seen])
    yield base | {"kind": Kind.RATIO.value, "what": "median over pixels", "value": float(np.median(ratio))}
