"""The edges of means: Bennett's bound and the binomial interval never let a true formula pass too often, nor are they wide."""

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import binom, binomtest

from verify.evidence.means import means_of

N = 20_000
SCORE = 5.1
ALARM = float(ndtr(-SCORE))


def of_ones(ones: int, chance: Any, n: int = N, functions: int = 1) -> Any:
    """n draws with so many ones; all test functions are 1."""
    target = (np.arange(n) < ones)[:, None].astype(float)
    return means_of("", ["1"] * functions, np.ones((n, functions)), 1, target, np.full((n, 1), chance))


def refuted(ones: int, chance: float, **options: Any) -> bool:
    return bool(of_ones(ones, chance, **options).worst(SCORE)[0] > SCORE)


@pytest.mark.parametrize("chance", [0.0, 1e-17, 1e-5, 1e-3, 0.1, 0.5, 0.9, 1 - 1e-5, 1 - 1e-16, 1.0])
def test_what_is_counted_is_refuted_outside_clopper_and_pearsons_interval(chance: float) -> None:
    middle, width = round(N * chance), int(8 * np.sqrt(N * chance * (1 - chance))) + 20
    counts = np.unique(np.linspace(max(middle - width, 0), min(middle + width, N), 30).astype(int))
    for ones in counts:
        low, high = binomtest(int(ones), N).proportion_ci(1 - 2 * ALARM, method="exact")
        assert refuted(ones, chance) == (not low <= chance <= high), ones
    assert any(refuted(k, chance) for k in counts)


def test_one_event_refutes_a_chance_of_zero_and_one_missing_a_chance_of_one() -> None:
    assert [refuted(k, 0.0) for k in (0, 1)] == [False, True]
    assert [refuted(k, 1.0) for k in (N, N - 1)] == [False, True]
    assert of_ones(0, 0.0).sees(SCORE)[0] == pytest.approx(1 - 0.5 ** (1 / N), rel=1e-9)


@pytest.mark.parametrize("chance", [-0.1, 1.1])
def test_what_is_no_chance_is_refuted_and_what_is_no_number_decides_nothing(chance: float) -> None:
    for functions in (1, 2):
        assert refuted(0, chance, functions=functions) and refuted(N, chance, functions=functions)
        assert np.isnan(of_ones(7, np.nan, functions=functions).worst(SCORE)[0])


@pytest.mark.parametrize("chance", [1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 0.02, 0.3, 0.5, 0.98])
@pytest.mark.parametrize("score", [2.0, 5.1, 6.0])
def test_bennetts_edges_keep_the_rate_of_false_alarms(chance: float, score: float) -> None:
    """Equal chances, the same test function: the sum is binomial, so that the rate is known."""
    below, above = of_ones(0, chance, functions=2).edges(score)
    assert binom.sf(np.floor(N * (chance + above[0, 0])), N, chance) <= ndtr(-score)
    assert binom.cdf(np.ceil(N * (chance - below[0, 0])) - 1, N, chance) <= ndtr(-score)


def test_bennetts_edges_are_a_tenth_wider_than_normal_ones_where_those_are_right() -> None:
    normal = SCORE * np.sqrt(0.3 * 0.7 / N)
    assert 1 < of_ones(0, 0.3, functions=2).edges(SCORE)[1][0, 0] / normal < 1.15


@pytest.mark.parametrize("chance", [0.0, 0.002, 0.25, 0.5, 0.999])
def test_a_chance_off_by_what_is_seen_is_refuted_with_probability_one_half(chance: float) -> None:
    """Exactly, where the side on which more is needed is the one that is stated."""
    found = of_ones(0, chance)
    (below,), (above,) = found.edges(SCORE)
    seen = found.sees(SCORE)[0]
    assert seen == max(edge for edge in (below, above) if edge < np.inf)
    if above == seen:
        assert binom.sf(np.floor(N * (chance + above)), N, chance + seen) == pytest.approx(0.5, abs=1e-6)
    else:
        assert binom.cdf(np.ceil(N * (chance - below)) - 1, N, chance - seen) == pytest.approx(0.5, abs=1e-6)


def noisy(g: Any, noise: Any, stated: int) -> Any:
    """Of normal errors whose size is `noise`, with a formula that is right."""
    target = noise[:, None] * np.random.default_rng(0).standard_normal((N, 1))
    return means_of("", ["g", "h"], g, stated, target, np.zeros((N, 1)))


def test_the_power_is_that_of_the_function_seen_worst_by_whichever_sees_it_best() -> None:
    half = np.arange(N) % 2
    apart = noisy(np.column_stack([half, 1 - half]), np.where(half, 10.0, 0.1), 2)
    assert apart.sees(1.0)[0] == pytest.approx(10 / np.sqrt(N), rel=0.03)  # c E[g^2] = 10 sqrt(E[g^2]/N), and c sqrt(E[g^2]) is it
    shared = noisy(np.column_stack([np.ones(N), 1 - half]), np.where(half, 10.0, 0.1), 1)
    assert shared.sees(1.0)[0] == pytest.approx(0.1 * np.sqrt(2 / N), rel=0.03)  # c E[1 h] = 0.1 sqrt(E[h^2]/N)
    assert max(apart.worst(5.0)[0], shared.worst(5.0)[0]) < 5
