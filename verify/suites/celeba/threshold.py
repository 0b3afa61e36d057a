"""The threshold of Table 6 swept: what is left of the correlation of 28 and 30 where attribute 19 hardly moves.

    by direction   probes with eps |J_19 u| <= threshold, u = z/|z|: published, an undivided difference; a condition on u
    by row norm    source points with |J_19| <= threshold: what the text says

Null of either: as many probes, or points, drawn at random. Null of the correlation itself: directions exchanged within points.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from scipy.stats import norm

from learned import dependence
from verify.drawing.tables import Row
from verify.papers.causality_delta.printed import KEPT
from verify.papers.causality_delta.recipe import EPS, THRESHOLD
from verify.suites.celeba.attributes import PERMUTATIONS, RESAMPLES, SHARE, correlated, least
from verify.suites.celeba.kinds import Kind
from verify.suites.celeba.measurement import ROWS, SHAPE
from verify.suites.common.intervals import TAIL
from verify.suites.common.measurement import Arrays

IMPLIED = "implied by {:,} of {:,}".format(*KEPT).replace(",", " ")
LEAST = 10  # points. Chosen: below, an interval by the bootstrap says nothing
SHOWN = (0, 0.05, 0.5, 0.95, 1)  # quantiles of the row norms
STREAM = 0x5EB5  # of the generator: the permutations are no part of another stream of the seed


def conditioned(store: Arrays, seed: int) -> Iterator[Row]:
    """The sweep of the threshold, on |a^T u| = eps |J_19 u| of a probe and on the row norm |J_19| of a source point."""
    u, gram = EPS * _three(store) / store["length"][..., None], store["gram"]
    yield from _swept(u, gram, seed)
    yield from _as_published(u, gram, seed)
    yield from _nulls(_three(store), u, gram, seed)


def _swept(u: Any, gram: Any, seed: int) -> Iterator[Row]:
    shares = [q for q in dependence.conditioning.QUANTILES if q * len(u) >= LEAST]
    for by, data in (("direction", u), ("row norm", dependence.of_gram(gram))):
        for step in dependence.threshold_sweep(data, 0, (1, 2), by, quantiles=shares, seed=seed, resamples=RESAMPLES):
            yield {"kind": Kind.THRESHOLD.value, "by": by, **{k: None if v != v else v for k, v in asdict(step).items()}}


def _as_published(u: Any, gram: Any, seed: int) -> Iterator[Row]:
    """What the published threshold keeps, by the direction and by the row norm; and the norms."""
    chosen, norms = abs(u[..., 0]) <= THRESHOLD, np.sqrt(gram[:, 0, 0])
    row = {"kind": Kind.PUBLISHED.value, "threshold": THRESHOLD}
    yield {**row, "by": "direction", "probes": int(chosen.sum()), "of": chosen.size, **_at(u, chosen, seed)}
    yield {**row, "by": "row norm", "probes": int((norms <= THRESHOLD).sum()), "of": len(norms), "correlation": None}
    implied = THRESHOLD / EPS / norm.ppf((1 + SHARE) / 2) * np.sqrt(np.prod(SHAPE))
    quantiles = [float(f"{v:.4g}") for v in np.quantile(norms, SHOWN)]
    yield {"kind": Kind.ROW_NORM.value, "quantiles": quantiles, IMPLIED: implied}


def _nulls(w: Any, u: Any, gram: Any, seed: int) -> Iterator[Row]:
    """By chance alone: of the correlation, and of either threshold."""
    row = {"kind": Kind.NULL.value}
    yield {**row, "of": "28 and 30 do not share directions", **asdict(dependence.permutation_null(w, (1, 2), seed=seed))}
    yield {**row, "of": "|a^T u|: as many probes at random", **subsets(_products(u), least(abs(u[..., 0])), seed)}
    of_rows = np.stack([gram[:, 1, 2], gram[:, 1, 1], gram[:, 2, 2]], -1)
    yield {**row, "of": "|J_19|: as many points at random", **subsets(of_rows, least(np.sqrt(gram[:, 0, 0])), seed)}


def _products(w: Any) -> Any:
    return np.stack([w[..., 1] * w[..., 2], w[..., 1] ** 2, w[..., 2] ** 2], -1)


def _three(store: Arrays) -> Any:
    return store["w"][..., list(ROWS)].astype(float)


def _at(w: Any, chosen: Any, seed: int) -> Row:
    points = dependence.of_wiggles(w, keep=chosen)
    row = correlated("", points.keep(points.weight > 0), (1, 2), seed=seed)
    return {"correlation": row["value"], "low": row.get("low"), "high": row.get("high"), "points": row["n"]}


def subsets(products: Any, chosen: Any, seed: int) -> Row:
    """p = (1 + #{|r* - r| >= |r_chosen - r|})/(1 + permutations): r of all products (..., 3), r* of as many at random."""
    values, mask = products.reshape(-1, 3), chosen.reshape(-1)

    def r(s: Any) -> float:
        return float(s[0] / np.sqrt(s[1] * s[2]))

    every, found, random = r(values.sum(0)), r(values[mask].sum(0)), np.random.default_rng([seed, STREAM])
    drawn = [r(values[random.permutation(mask)].sum(0)) for _ in range(PERMUTATIONS)]
    low, high = np.quantile(drawn, [TAIL, 1 - TAIL])
    p = (1 + sum(abs(v - every) >= abs(found - every) for v in drawn)) / (1 + PERMUTATIONS)
    return {
        "correlation": found,
        "low": float(low),
        "high": float(high),
        "p": p,
        "permutations": PERMUTATIONS,
        "n": int(mask.sum()),
    }
