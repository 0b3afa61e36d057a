"""Conditioning on structural causal models whose answers are known: common cause, mediator, collider; and the permutation null."""

import numpy as np
import pytest
from scipy import stats

from learned import dependence as dep

# Rows of J for (a, b, c) as linear functions of independent noises: c is what is conditioned on.
MODELS = {
    "common cause": [[1, 0, 0.8], [0, 1, 0.8], [0, 0, 1]],  # a <- c -> b
    "mediator": [[1, 0, 0], [0.64, 1, 0.8], [0.8, 0, 1]],  # a -> c -> b
    "collider": [[1, 0, 0], [0, 1, 0], [0.9, 0.9, 0.6]],  # a -> c <- b
}
PAIR, ON, N, K = (0, 1), 2, 4000, 5


def wiggles(model: str, seed: int = 1, n: int = N, k: int = K) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, k, 3)) @ np.array(MODELS[model]).T


def given_c(model: str) -> float:
    """The partial correlation from the inverse covariance: -P_ab/sqrt(P_aa P_bb)."""
    J = np.array(MODELS[model])
    P = np.linalg.inv(J @ J.T)
    return float(-P[0, 1] / np.sqrt(P[0, 0] * P[1, 1]))


def truncated_given_c(model: str, quantile: float) -> float:
    """The correlation of a and b given |c| <= q, from the covariance and the variance of a truncated normal as SciPy has it."""
    J = np.array(MODELS[model])
    S, q = J @ J.T, stats.norm.ppf((1 + quantile) / 2)
    gain = S[:, 2] / S[2, 2]
    C = S - np.outer(gain, gain) * S[2, 2] + np.outer(gain, gain) * S[2, 2] * stats.truncnorm(-q, q).var()
    return float(C[0, 1] / np.sqrt(C[0, 0] * C[1, 1]))


@pytest.mark.parametrize("model", MODELS)
def test_direction_returns_the_partial_correlation(model: str) -> None:
    w = wiggles(model)
    S = dep.second_moment(w)
    assert dep.correlation(dep.partial(np.array(MODELS[model]) @ np.array(MODELS[model]).T, ON))[PAIR] == pytest.approx(
        given_c(model)
    )
    threshold = 0.1 * float(dep.deviations(S)[ON])
    found = dep.bootstrap(dep.condition(w, ON, threshold), lambda S: dep.correlation(S)[..., 0, 1], level=0.999)
    assert found.low < given_c(model) < found.high
    assert not found.low < dep.correlation(S)[PAIR] < found.high  # as if nothing had been conditioned


def test_it_tells_colliders_but_not_mediators_from_common_causes() -> None:
    before = {m: float(dep.correlation(np.array(J) @ np.array(J).T)[PAIR]) for m, J in MODELS.items()}
    after = {m: given_c(m) for m in MODELS}
    assert min(before["common cause"], before["mediator"]) > 0.3 and before["collider"] == 0
    assert after["common cause"] == pytest.approx(0, abs=1e-15) and after["mediator"] == pytest.approx(0, abs=1e-15)
    assert after["collider"] < -0.5


@pytest.mark.parametrize("model", MODELS)
def test_every_threshold_returns_what_a_truncated_gaussian_has(model: str) -> None:
    steps = dep.threshold_sweep(wiggles(model), ON, PAIR, quantiles=(0.02, 0.17, 0.5, 0.9, 1.0), resamples=400)
    for step in steps:
        truth = truncated_given_c(model, step.quantile)
        assert step.probes == pytest.approx(step.quantile * N * K, abs=1) and not step.heavy
        assert abs(step.correlation - truth) < 4 * (1 - truth**2) / np.sqrt(step.probes)
        assert step.low < step.correlation < step.high and step.effective <= step.points <= N
        assert step.predicted == pytest.approx(truth, abs=0.03)  # from the sample's own S: 3/sqrt(20 000), and some
    assert dep.truncated(np.eye(3), ON, 0)[ON, ON] == 0 and dep.truncated(np.eye(3), ON, 1)[ON, ON] == 1


def test_the_row_norm_of_a_linear_map_conditions_on_nothing() -> None:
    """|J_c| is one number there: all points are kept, or none."""
    rows = dep.of_rows(np.broadcast_to(np.array(MODELS["common cause"]), (50, 3, 3)))
    assert len(dep.condition(rows, ON, 1.0, by="row norm")) == 50 and len(dep.condition(rows, ON, 0.99, by="row norm")) == 0
    w = wiggles("common cause", n=50)
    kept = dep.condition(w, ON, 1.0, by="row norm", norms=np.ones(50))
    assert np.allclose(dep.second_moment(kept), dep.second_moment(w))


def test_row_norm_and_direction_select_different_things() -> None:
    """Half of the points hardly move c, with independent a and b, half have a common cause. The row norm finds the former."""
    still = np.diag([1.0, 1.0, 0.0])
    still[2, 0] = 1e-3
    J = np.where((np.arange(2000) % 2 == 0)[:, None, None], still, np.array(MODELS["common cause"]))
    rows, w = dep.of_rows(J), np.einsum("nij,nkj->nki", J, np.random.default_rng(3).standard_normal((2000, 5, 3)))
    by_norm = dep.condition(rows, ON, 0.01, by="row norm")
    assert len(by_norm) == 1000 and dep.correlation(dep.second_moment(by_norm))[PAIR] == 0
    from_wiggles = dep.condition(w, ON, 0.01, by="row norm", norms=dep.sizes(rows, ON, "row norm"))
    assert len(from_wiggles) == 1000
    by_direction = dep.condition(w, ON, 0.5)  # keeps probes of both halves
    assert len(by_direction) > 1500
    steps = dep.threshold_sweep(rows, ON, PAIR, by="row norm", quantiles=(0.5, 1.0), resamples=100)
    assert [s.points for s in steps] == [1000, 2000] and np.isnan(steps[0].predicted)


def test_conditioned_probes_are_those_below_the_threshold() -> None:
    w = wiggles("collider", n=30, k=4)
    threshold = 0.4
    kept = w.reshape(-1, 3)[np.abs(w.reshape(-1, 3)[:, ON]) <= threshold]
    assert np.allclose(dep.second_moment(dep.condition(w, ON, threshold)), kept.T @ kept / len(kept))
    assert np.allclose(dep.second_moment(dep.condition(w, ON, threshold), centred=True), np.cov(kept.T, ddof=0))


# --- permutations


def rejections(within: bool, shared: bool, linked: bool, reps: int = 200) -> int:
    """How often p <= 0.05: two features of independent directions, whose sizes at a point are one number or two."""
    count = 0
    for seed in range(reps):
        random = np.random.default_rng([seed, 5])
        size = np.exp(random.standard_normal((40, 1, 2)))
        w = (size[..., :1] if shared else size) * random.standard_normal((40, 6, 2))
        w[..., 1] = 0.5 * w[..., 0] + w[..., 1] if linked else w[..., 1]
        count += dep.permutation_null(w, (0, 1), within, permutations=99, seed=seed).p <= 0.05
    return count


def test_within_points_the_false_alarm_rate_is_the_level() -> None:
    """A shared size is no dependence of directions: exchanged within points 5 % are alarms, between points far more."""
    low, high = stats.binom.interval(0.999, 200, 0.05)
    assert low <= rejections(within=True, shared=True, linked=False) <= high
    assert low <= rejections(within=False, shared=False, linked=False) <= high
    assert rejections(within=False, shared=True, linked=False) > high  # the sizes are not exchangeable with others'
    assert rejections(within=True, shared=True, linked=True) > 150


def test_p_value_and_its_interval() -> None:
    w = wiggles("common cause", n=100, k=4)
    null = dep.permutation_null(w, PAIR, permutations=199)
    assert null.p == 1 / 200 and null.low == 0 and null.high == pytest.approx(1 - 0.025 ** (1 / 199))
    assert null.correlation == pytest.approx(dep.correlation(dep.second_moment(w))[PAIR])
    free = dep.permutation_null(np.random.default_rng(2).standard_normal((100, 4, 2)), (0, 1), permutations=199)
    assert free.low < free.p < free.high
    assert dep.permutation_null(w, (0, 0), permutations=9).p == 0.1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dep.condition(np.ones((4, 2, 1)), 0, 1.0, by="norm"), "use row norm or direction"),
        (lambda: dep.condition(np.ones((4, 2, 1)), 0, 1.0, by="row norm"), "give norms"),
        (lambda: dep.condition(np.ones((4, 2, 1)), 0, 1.0, by="row norm", norms=np.ones(3)), "one per point"),
        (lambda: dep.condition(dep.of_gram(np.ones((4, 1, 1))), 0, 1.0), "no single probes"),
        (lambda: dep.permutation_null(np.ones((4, 1, 2)), (0, 1)), "one probe per source point"),
        (lambda: dep.permutation_null(np.zeros((4, 2, 2)), (0, 1)), "does not move"),
        (lambda: dep.bootstrap(dep.condition(np.ones((4, 2, 1)), 0, 0.1)), "0 source points"),
    ],
)
def test_bad_input(call, says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=says):
        call()
