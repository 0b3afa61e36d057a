"""Dependence of attributes along a flow, from what `driftproof measure celeba` kept: Table 6, Fig. 5, tails.

    S = E[J J^T], from w = J z and from true rows of J; partial: S_ij - S_ic S_cj / S_cc, c the attribute that is held
    a latent Gaussian of correlation rho, cut at its medians, gives labels that correlate with (2/pi) asin(rho)

Intervals are bootstrapped over source points, at 95 %. Attributes are numbered from 1, as in the paper, in names and rows only.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from math import asin, pi
from typing import Any

import numpy as np
from scipy.stats import multivariate_normal, norm, rankdata

from learned import dependence
from verify.drawing.tables import Row
from verify.papers.causality_delta import labels, printed
from verify.suites.celeba.kinds import Estimate, Matrix
from verify.suites.celeba.measurement import ROWS
from verify.suites.common.measurement import Arrays

GIVEN, FIRST, SECOND = ROWS
PAIR = (FIRST, SECOND)
SHARE = printed.KEPT[0] / printed.KEPT[1]
RESAMPLES = 1000  # of a bootstrap: the ends of a 95 % interval are then quantiles of 25 resamples on each side
PERMUTATIONS = 999  # so that the least p, of 1000 with the observed one, is 1/1000
RANKED = 200  # resamples of a rank correlation, which takes long: five on each side of its interval
PRINTED = {
    "labels": printed.DATA6.value,
    "estimate": printed.ESTIMATE6.value,
    "conditional": printed.CONDITIONAL6.value,
}


def table6(store: Arrays, seed: int) -> Iterator[Row]:
    """The correlation of attributes 28 and 30, of labels, of logits and of J, before and after Heavy_Makeup is held."""
    y, w, unit, rows = store["y"], store["w"], _unit(store), dependence.of_gram(store["gram"])
    yield from _labels()
    yield from (correlated(name, at, centred=True, seed=seed) for name, at in _generated(y).items())
    for name, points, centred in (
        (Estimate.WIGGLES, dependence.of_wiggles(w), False),
        (Estimate.WIGGLES_CENTRED, dependence.of_wiggles(w), True),
        (Estimate.UNIT, unit, False),
        (Estimate.UNIT_CENTRED, unit, True),
        (Estimate.ROWS, rows, False),
    ):
        yield correlated(name, points, PAIR if points is not rows else (1, 2), centred, seed) | {"printed": PRINTED["estimate"]}
    S = dependence.second_moment(rows)
    rho = float(dependence.correlation(S)[1, 2])
    n, p, q = len(y), *labels.frequency()[list(PAIR)]
    yield {"what": Estimate.MEDIANS.value, "value": 2 / pi * asin(rho), "n": n}
    yield {"what": Estimate.CUT.value, "value": latent(rho, p, q), "n": n}
    for name, points, at, on in (
        (Estimate.WIGGLES_PARTIAL, dependence.of_wiggles(w), PAIR, GIVEN),
        (Estimate.ROWS_PARTIAL, rows, (1, 2), 0),
    ):
        yield correlated(name, points, at, False, seed, on) | {"printed": PRINTED["conditional"]}


def _labels() -> Iterator[Row]:
    i, j, c = (labels.names()[k] for k in (FIRST, SECOND, GIVEN))
    for name, given, shown in (
        (Estimate.LABELS, None, "labels"),
        (Estimate.LABELS_WITHOUT, 0, "conditional"),
        (Estimate.LABELS_WITH, 1, ""),
    ):
        value = float(labels.correlation("all", given)[PAIR])
        yield {"what": name.value, "value": value, "n": labels.counts("all", given)[0], "printed": PRINTED.get(shown)}
    yield {"what": Estimate.LABELS_PARTIAL.value, "value": labels.partial(i, j, c), "n": labels.counts()[0]}


def _generated(y: Any) -> dict[Estimate, Any]:
    predicted = (y > 0).astype(float)
    return {
        Estimate.LOGITS: of_values(y),
        Estimate.PREDICTIONS: of_values(predicted),
        Estimate.LOGITS_WITHOUT: of_values(y[y[:, GIVEN] <= 0]),
    }


def of_values(y: Any) -> dependence.Points:
    """Read with `centred=True`: the covariance of y."""
    y = np.asarray(y, dtype=float)
    return dependence.Points(np.ones(len(y)), y, np.einsum("ni,nj->nij", y, y))


def _unit(store: Arrays, factor: float = 1.0) -> dependence.Points:
    return dependence.of_wiggles(factor * store["w"] / store["length"][..., None])


def correlated(
    what: str, points: Any, at: tuple[int, int] = PAIR, centred: bool = False, seed: int = 0, on: int | None = None
) -> Row:
    """A correlation with its interval; none where one of the two does not vary."""
    pick = [*at] if on is None else [*at, on]
    points, statistic = narrowed(points, pick), partial(of_pair, given=on is not None)
    if len(points) < 2 or not np.isfinite(float(statistic(dependence.second_moment(points, centred)))):
        return {"what": str(what), "value": None, "n": len(points), "note": "one of the two does not vary"}
    found = dependence.bootstrap(points, statistic, seed=seed, resamples=RESAMPLES, centred=centred)
    return {"what": str(what), **interval(found), "n": len(points)}


def of_pair(S: Any, given: bool) -> Any:
    """The correlation of the first two features; given the third, if asked."""
    return dependence.correlation((dependence.partial(S, 2) if given else S)[..., :2, :2])[..., 0, 1]


def narrowed(points: Any, at: Any) -> dependence.Points:
    """Only these features, which makes resampling fast."""
    return dependence.Points(points.weight, points.first[:, at], points.second[:, at][:, :, at])


def interval(found: dependence.Interval) -> Row:
    return {"value": float(found.value), "low": float(found.low), "high": float(found.high)}


def latent(rho: float, p: float, q: float) -> float:
    """phi of two labels with the base rates p and q that a bivariate normal of correlation rho is cut into."""
    both = float(multivariate_normal(cov=[[1, rho], [rho, 1]], allow_singular=True).cdf(norm.ppf([p, q])))
    return float((both - p * q) / np.sqrt(p * (1 - p) * q * (1 - q)))


def least(size: Any) -> Any:
    """The 17 % with the smallest size."""
    return size <= np.quantile(size, SHARE, method="inverted_cdf")


def matrices(store: Arrays) -> dict[Matrix, Any]:
    """Correlations of all 40 attributes, (40, 40): Fig. 5 and what belongs beside it."""
    w = store["w"].astype(float)
    quiet = least(abs(w[..., GIVEN]) / store["length"])
    moments = {
        Matrix.LOGITS: dependence.second_moment(of_values(store["y"]), centred=True),
        Matrix.S: dependence.second_moment(w),
        Matrix.QUIET: dependence.second_moment(dependence.of_wiggles(w, keep=quiet)),
    }
    return {Matrix.LABELS: labels.correlation()} | {name: dependence.correlation(S) for name, S in moments.items()}


def agreement(store: Arrays, seed: int) -> Iterator[Row]:
    """How alike two matrices are, over the 780 pairs: rank correlation with its interval, correlation, rms gap, same signs."""
    w, y, off = dependence.of_wiggles(store["w"]), of_values(store["y"]), np.triu_indices(40, 1)
    wanted = labels.correlation()[off]
    for name, points, centred in ((Matrix.S, w, False), (Matrix.LOGITS, y, True)):
        found = dependence.bootstrap(points, _ranks(wanted), resamples=RANKED, seed=seed, method="percentile", centred=centred)
        r = dependence.correlation(dependence.second_moment(points, centred))[off]
        more = {"pearson": float(np.corrcoef(r, wanted)[0, 1]), "rms": float(np.sqrt(((r - wanted) ** 2).mean()))}
        signs = float((np.sign(r) == np.sign(wanted)).mean())
        yield {"what": f"{name} and labels", **interval(found), **more, "same sign": signs, "n": len(points)}


def _ranks(wanted: Any) -> Callable[[Any], Any]:
    """Spearman's correlation with `wanted`, for a batch of matrices."""
    b = rankdata(wanted) - (len(wanted) + 1) / 2
    i, j = np.triu_indices(40, 1)

    def statistic(S: Any) -> Any:
        a = rankdata(dependence.correlation(S)[..., i, j], axis=-1)
        a = a - a.mean(-1, keepdims=True)
        return (a * b).sum(-1) / np.sqrt((a**2).sum(-1) * (b**2).sum())

    return statistic


def tails(store: Arrays) -> Iterator[Row]:
    """Whether intervals of |J|^2 mean anything: of all logits from wiggles, of three rows themselves."""
    rows = dependence.of_gram(store["gram"])
    for name, points, at in (
        ("all 40", dependence.of_wiggles(store["w"]), None),
        *((str(ROWS[i] + 1), rows, i) for i in (0, 1, 2)),
    ):
        yield {"what": name, **asdict(dependence.heavy_tail(points, at))}
