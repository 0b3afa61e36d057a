"""S, its correlation and its intervals, against covariances and quadratures that share no text with the estimators."""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from analytic import arithmetic, line
from analytic.mixture import Mixture, mixture
from learned import dependence as dep

COVARIANCE = np.array([[1.0, 0.55], [0.55, 1.0]])
JACOBIAN = np.linalg.cholesky(COVARIANCE)


def modes(ar: Any, m: float, s: float) -> Mixture:
    """+-m, each of width s."""
    return mixture(ar, [0.5, 0.5], [[-m], [m]], [[[s * s]], [[s * s]]])


def mean_square_slope(m: float, s: float) -> float:
    """E[T'(Z)^2] = int phi(z) / z'(y) dy, z = T^-1: on the data's side, where the narrow peak of T' is wide; trapezoids, twice."""
    two, y = modes(arithmetic.float64(), m, s), np.linspace(-m - 9 * s, m + 9 * s, 4001)[:, None]
    z, slope = line.flow_map(two, 1, 0, y)[:, 0], line.flow_jacobian(two, 1, 0, y)[:, 0, 0]
    values = stats.norm.pdf(z) / slope
    fine, coarse = (integrate.trapezoid(values[::step], y[::step, 0]) for step in (1, 2))
    assert fine == pytest.approx(coarse, rel=1e-6)
    return float(fine)


def slopes(m: float, s: float, n: int, seed: int) -> np.ndarray:
    """True rows T'(x0) of the one-dimensional flow, (n, 1, 1)."""
    x0 = np.random.default_rng(seed).standard_normal((n, 1))
    return line.flow_jacobian(modes(arithmetic.float64(), m, s), 0, 1, x0)


def separable(m: float, s2: float, r: float) -> tuple[Callable[[torch.Tensor], torch.Tensor], float, float]:
    """Two blobs at +-(m, m), covariance s2 [[1, r], [r, 1]]: the flow, Corr of the samples, Corr of S by quadrature."""
    mu, su, sw = m * sqrt(2), sqrt(s2 * (1 + r)), sqrt(s2 * (1 - r))
    along = modes(arithmetic.torch(torch.float64), mu, su)

    def flow(x: torch.Tensor) -> torch.Tensor:
        u, w = line.flow_map(along, 0, 1, x[:, :1]), sw * x[:, 1:]
        return torch.cat([u - w, u + w], 1) / sqrt(2)

    var, square = mu**2 + su**2, mean_square_slope(mu, su)
    return flow, (var - sw**2) / (var + sw**2), (square - sw**2) / (square + sw**2)


def constant(jacobian: np.ndarray, n: int, k: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, k, jacobian.shape[1])) @ jacobian.T


def at(i: int, j: int) -> Callable[[Any], Any]:
    return lambda S: dep.correlation(S)[..., i, j]


# --- one Gaussian: equality in Poincare's inequality


def test_linear_map_gives_the_covariance_itself() -> None:
    S = dep.second_moment(dep.of_rows(np.broadcast_to(JACOBIAN, (5, 2, 2))))
    assert np.allclose(S, COVARIANCE, rtol=1e-15)
    assert np.allclose(dep.correlation(S), COVARIANCE) and np.allclose(dep.deviations(S), 1)


def test_wiggles_estimate_it_within_their_interval_and_the_transpose_does_not() -> None:
    w = constant(JACOBIAN, 2000, 4, 1)
    found = dep.bootstrap(w, at(0, 1), level=0.999, resamples=500)
    assert found.low < 0.55 < found.high
    wrong = dep.bootstrap(constant(JACOBIAN.T, 2000, 4, 1), at(0, 1), level=0.999, resamples=500)
    assert not wrong.low < 0.55 < wrong.high  # J^T J


@pytest.mark.parametrize(("scaled", "inside"), [({"directions": "unit", "d": 2}, True), ({}, False)])
def test_unit_directions_need_the_factor_d(scaled: dict[str, Any], inside: bool) -> None:
    z = constant(np.eye(2), 2000, 4, 2)
    w = z / np.linalg.norm(z, axis=-1, keepdims=True) @ JACOBIAN.T
    found = dep.bootstrap(dep.of_wiggles(w, **scaled), lambda S: S[..., 0, 0], level=0.999, resamples=500)
    assert (found.low < 1 < found.high) == inside
    assert np.allclose(dep.correlation(dep.second_moment(w)), dep.correlation(dep.second_moment(dep.of_wiggles(w, **scaled))))


def test_centring_takes_the_squared_mean_away() -> None:
    w = constant(JACOBIAN, 50, 3, 3)
    flat = w.reshape(-1, 2)
    assert np.allclose(dep.second_moment(w, centred=True), np.cov(flat.T, ddof=0), rtol=1e-13)
    assert np.allclose(dep.second_moment(w), flat.T @ flat / len(flat), rtol=1e-13)
    shifted = w + 5  # no Jacobian does this: E[J z] = 0
    assert np.allclose(dep.second_moment(shifted, centred=True), dep.second_moment(w, centred=True))
    assert dep.correlation(dep.second_moment(shifted))[0, 1] > 0.95


def test_both_readings_of_the_paper() -> None:
    """Not centred, Gaussian, divided, or centred, unit, undivided: the same correlation, a scale of step^2/d."""
    d, step = 400, 1e-2
    J = np.random.default_rng(4).standard_normal((2, d)) / sqrt(d)
    z = constant(np.eye(d), 500, 8, 5)
    read = dep.readings(z @ J.T, np.linalg.norm(z, axis=-1), step)
    flat = (z @ J.T).reshape(-1, 2)
    assert np.allclose(read["text"], flat.T @ flat / len(flat))
    differences = (z / np.linalg.norm(z, axis=-1, keepdims=True) * step).reshape(-1, d) @ J.T  # f(x + step u) - f(x), f linear
    assert np.allclose(dep.correlation(read["code"]), np.corrcoef(differences.T), rtol=1e-12)
    assert np.allclose(read["code"] * d / step**2, read["text"], atol=0.05)  # sqrt(2/d) and 1/sqrt(4000), three times
    assert not np.allclose(read["code"] / step**2, read["text"], atol=0.05)  # d is missing


# --- the exact flow to two modes (CD-5.3b)


@pytest.mark.parametrize(
    ("m", "s2", "r", "of_samples", "of_S"), [(0.6, 0.6, -0.7, -0.0625, 0.0892), (0.9, 0.6, -0.5, 0.3617, 0.5807)]
)
def test_separable_modes(m: float, s2: float, r: float, of_samples: float, of_S: float) -> None:
    """S is not the covariance on an exact flow: samples show one correlation, wiggles and rows another, each as computed."""
    flow, corr, s_corr = separable(m, s2, r)
    assert (round(corr, 4), round(s_corr, 4)) == (of_samples, of_S)
    found = dep.measure(dep.forward(flow), dep.reverse(flow), 7, range(1500), (2,), 2, chunk=1500)
    assert found.gram is not None
    rows = dep.of_gram(found.gram)
    for data in (rows, found.w):
        interval = dep.bootstrap(data, at(0, 1), level=0.999, resamples=500)
        assert interval.low < s_corr < interval.high
        assert not interval.low < corr < interval.high  # as if S were the covariance
    samples = dep.bootstrap(dep.of_wiggles(found.y[:, None]), at(0, 1), level=0.999, resamples=500, centred=True)
    assert samples.low < corr < samples.high and not samples.low < s_corr < samples.high


def test_poincare() -> None:
    """Cov(y) <= S: strictly for two modes, with equality for one; the deviations of S stand beside those of the samples."""
    flow, _, _ = separable(0.6, 0.6, -0.7)
    found = dep.measure(dep.forward(flow), dep.reverse(flow), 8, range(2000), (2,), 1, chunk=2000)
    both = dep.beside(dep.of_gram(found.gram), found.y)
    S, cov = dep.second_moment(both, centred=True)
    assert np.allclose(S, dep.second_moment(dep.of_gram(found.gram))) and np.allclose(cov, np.cov(found.y.T, ddof=0))
    ratio = dep.bootstrap(both, excess, level=0.999, centred=True, resamples=500)
    assert (ratio.low > 1).all()  # both features: S_ii > Var(y_i), beyond the noise
    one = dep.measure(dep.forward(lambda x: x @ torch.tensor(JACOBIAN).T), None, 8, range(2000), (2,), 8, chunk=2000)
    equal = dep.bootstrap(dep.beside(dep.of_wiggles(one.w), one.y), excess, level=0.999, centred=True, resamples=500)
    assert ((equal.low < 1) & (equal.high > 1)).all()


def excess(S: np.ndarray) -> np.ndarray:
    deviation = dep.deviations(S)
    return deviation[..., 0, :] / deviation[..., 1, :]


def test_rows_have_less_noise_than_wiggles() -> None:
    flow, _, _ = separable(0.6, 0.6, -0.7)
    found = dep.measure(dep.forward(flow), dep.reverse(flow), 9, range(500), (2,), 1, chunk=500)
    assert dep.jackknife(dep.of_gram(found.gram), at(0, 1)) < 0.7 * dep.jackknife(found.w, at(0, 1))


# --- heavy tails (CD-5.3c)


@pytest.mark.parametrize(("s", "truth"), [(0.5, 1.694), (0.3, 10.29), (0.25, 64.3), (0.2, 2844.6)])
def test_mean_square_slope_grows_exponentially(s: float, truth: float) -> None:
    assert mean_square_slope(1.0, s) == pytest.approx(truth, rel=2e-3)
    assert mean_square_slope(0.0, s) == pytest.approx(s * s, rel=1e-7)  # one mode: linear


def test_heavy_tail_is_seen_and_the_mean_is_missed() -> None:
    inside = []
    for seed in range(20):
        points = dep.of_rows(slopes(1.0, 0.2, 2000, seed))
        found = dep.bootstrap(points, lambda S: S[..., 0, 0], resamples=200)
        inside.append(bool(found.low < 2844.6 < found.high))
        tail = dep.heavy_tail(points)
        assert tail.heavy and "the tail index" in tail.why and tail.effective < 100
    assert covered(0.95, inside)[1] < covered(0.95, inside)[0]  # intervals of 95 % that are nothing of the kind


def test_the_tail_between_two_modes_has_index_one_half() -> None:
    """P(T'^2 > T'(z)^2) = P(|Z| < z): no sample. The index is (1 + s^2/delta^2)/2 at the distance delta from a mode."""
    z = stats.norm.ppf([[0.5 + 0.5e-2], [0.5 + 0.5e-4]])
    two = modes(arithmetic.float64(), 1.0, 0.2)
    far, near = line.flow_jacobian(two, 0, 1, z)[:, 0, 0] ** 2
    delta = 1 - abs(line.flow_map(two, 0, 1, z[:1])[0, 0])
    assert 1 / 2 < np.log(100) / np.log(near / far) < (1 + 0.2**2 / delta**2) / 2


def test_two_blobs_of_trace_1e51() -> None:
    tail = dep.heavy_tail(dep.of_rows(slopes(2.12, 0.134, 8000, 0)))
    assert tail.heavy and mean_square_slope(2.12, 0.134) > 1e50


def test_no_alarm_for_a_gaussian() -> None:
    assert not dep.heavy_tail(dep.of_rows(np.broadcast_to(JACOBIAN, (400, 2, 2)))).heavy
    alarms = sum(dep.heavy_tail(constant(JACOBIAN, 400, 1, seed), 0).heavy for seed in range(200))  # chi^2 of one degree
    assert alarms == 0
    mild = dep.heavy_tail(dep.of_rows(slopes(1.0, 0.7, 2000, 1)))  # two modes that overlap
    assert not mild.heavy, mild.why


def test_a_mean_that_no_interval_covers_is_flagged_a_pareto_tail_of_index_three_is_not() -> None:
    random = np.random.default_rng(11)
    for index, heavy in ((0.8, True), (1.3, True), (4.0, False)):
        w = 1 + random.pareto(index, 4000)
        assert dep.heavy_tail(dep.of_gram(w[:, None, None])).heavy is heavy
    one = np.ones(50)
    one[7] = 1e3
    assert dep.heavy_tail(dep.of_gram(one[:, None, None])).skewness == pytest.approx(1, abs=0.05)


def test_effective_sample_size() -> None:
    assert dep.effective_sample_size(dep.of_gram(np.full((37, 1, 1), 3.0))) == pytest.approx(37, rel=1e-15)
    one = np.full((37, 1, 1), 1e-9)
    one[0] = 1
    assert dep.effective_sample_size(dep.of_gram(one)) == pytest.approx(1, rel=1e-6)
    halves = np.concatenate([np.ones((20, 1, 1)), np.zeros((20, 1, 1))])
    assert dep.effective_sample_size(dep.of_gram(halves)) == 20
    chi = dep.effective_sample_size(constant(np.eye(1), 30_000, 1, 3))  # E[w]^2/E[w^2] = 1/3
    assert chi == pytest.approx(10_000, rel=0.05)


# --- intervals


def covered(level: float, inside: list[bool]) -> tuple[int, int, int]:
    """How many of the intervals hold the truth, and what a binomial count of that level does all but once in a thousand."""
    low, high = stats.binom.interval(0.999, len(inside), level)
    return int(low), sum(inside), int(high)


@pytest.mark.parametrize("method", ["bca", "percentile"])
def test_coverage(method: str) -> None:
    """95 % intervals hold the correlation of a linear map in 95 % of 200 repetitions."""
    inside = []
    for seed in range(200):
        found = dep.bootstrap(constant(JACOBIAN, 150, 2, seed), at(0, 1), seed=seed, resamples=400, method=method)
        inside.append(bool(found.low < 0.55 < found.high))
    low, count, high = covered(0.95, inside)
    assert low <= count <= high


def test_coverage_of_clusters_and_probes_taken_as_points_are_too_narrow() -> None:
    """Twenty probes of one point share the size of its J: as independent draws they claim a precision that is not there."""
    clusters, probes = [], []
    for seed in range(200):
        square = 1 + 0.9 * np.sign(np.random.default_rng([seed, 1]).standard_normal((60, 1, 1)))  # of mean 1
        w = np.sqrt(square) * constant(np.eye(1), 60, 20, seed)
        for kept, data in ((clusters, w), (probes, w.reshape(-1, 1, 1))):
            found = dep.bootstrap(data, lambda S: S[..., 0, 0], seed=seed, resamples=400)
            kept.append(bool(found.low < 1 < found.high))
    low, count, high = covered(0.95, clusters)
    assert low <= count <= high
    assert sum(probes) < low


def test_jackknife_of_a_mean_is_its_standard_error() -> None:
    w = constant(np.eye(1), 80, 1, 3)
    x = w[:, 0, 0] ** 2
    assert dep.jackknife(w, lambda S: S[..., 0, 0]) == pytest.approx(x.std(ddof=1) / sqrt(80), rel=1e-12)


def test_percentile_and_bca_agree_with_scipy() -> None:
    w = constant(JACOBIAN, 60, 1, 6)

    def statistic(a: np.ndarray, b: np.ndarray, axis: int = -1) -> np.ndarray:
        return (a * b).sum(axis) / np.sqrt((a * a).sum(axis) * (b * b).sum(axis))

    for method in ("bca", "percentile"):
        theirs = stats.bootstrap(
            (w[:, 0, 0], w[:, 0, 1]),
            statistic,
            paired=True,
            method=method,
            n_resamples=20_000,
            random_state=np.random.default_rng(0),
        ).confidence_interval
        ours = dep.bootstrap(w, at(0, 1), resamples=20_000, method=method)
        assert (ours.low, ours.high) == pytest.approx(theirs, abs=0.012)  # quantiles of 20 000 resamples, six standard errors


def test_intervals_do_not_depend_on_the_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    w = constant(JACOBIAN, 60, 3, 6)
    whole = dep.bootstrap(w, resamples=100)
    monkeypatch.setattr("learned.dependence.intervals.CHUNK", 500)
    pieces = dep.bootstrap(w, resamples=100)
    assert np.allclose([whole.low, whole.high, whole.error], [pieces.low, pieces.high, pieces.error], rtol=1e-12)


def test_a_batch_of_pairs_is_each_pair() -> None:
    w = constant(np.random.default_rng(1).standard_normal((4, 6)), 40, 3, 2)
    pairs = np.array([[0, 1], [1, 3], [2, 2]])
    together = dep.bootstrap(w[:, :, pairs], at(0, 1), resamples=100)
    for p, (i, j) in enumerate(pairs):
        alone = dep.bootstrap(w[:, :, [i, j]], at(0, 1), resamples=100)
        assert [together.value[p], together.low[p], together.high[p]] == pytest.approx(
            [alone.value, alone.low, alone.high], rel=1e-12
        )


def test_a_feature_that_does_not_move_is_undecided() -> None:
    w = constant(np.diag([1.0, 0.0]), 40, 2, 1)
    found = dep.bootstrap(w, at(0, 1), resamples=50)
    assert np.isnan(found.value) and np.isnan(found.low) and np.isnan(found.high)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dep.of_wiggles(np.ones((4, 2))), "3 axes or more"),
        (lambda: dep.of_wiggles(np.full((4, 2, 1), np.nan)), r"wiggles\[0, 0, 0\] is nan"),
        (lambda: dep.of_wiggles(np.ones((4, 2, 1)), "unit"), "give d"),
        (lambda: dep.of_wiggles(np.ones((4, 2, 1)), "rademacher"), "gaussian"),
        (lambda: dep.of_gram(np.ones((4, 2, 3))), "square"),
        (lambda: dep.bootstrap(np.ones((1, 2, 1))), "at least two"),
        (lambda: dep.bootstrap(np.ones((4, 2, 1)), method="normal"), "percentile"),
        (lambda: dep.bootstrap(np.ones((4, 2, 1)), level=95), "inside"),
        (lambda: dep.heavy_tail(np.ones((4, 2, 1))), "10 source points"),
        (lambda: dep.heavy_tail(np.zeros((40, 2, 1))), "without motion"),
        (lambda: dep.readings(np.ones((4, 2, 1)), np.ones((4, 1)), 1e-2), "needed"),
        (lambda: dep.beside(dep.of_gram(np.ones((4, 1, 1))), np.ones((3, 1))), "same source points"),
    ],
)
def test_bad_input(call: Callable[[], Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
