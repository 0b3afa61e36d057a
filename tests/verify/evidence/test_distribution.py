"""Evidence by distributions: a flow that is right, ones that are not, false alarms, and what leaves it undecided."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import gaussian
from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.distribution import MINIMUM, directions, distance
from verify.regimes import PAIR

HALFWAY = replace(PAIR, times=(F(1, 2), F(1)))


def run(formula: Any, n: int = 5_000, seed: int = 0, where: Regime = HALFWAY) -> Any:
    return decide(Test("distribution", lambda d: d.xt, (where,), {"n": n}), formula, where, seed)


def right(pair: Any, t: Any, x: Any) -> Any:
    return gaussian.flow(pair, 0, t, x)


def test_holds_refutes_and_stays_open() -> None:
    assert run(right).outcome is Outcome.HOLDS
    found = run(lambda pair, t, x: 1.2 * right(pair, t, x))
    assert found.outcome is Outcome.REFUTED and "distribution functions" in found.witness and found.measure > found.bound
    assert run(right, MINIMUM - 1).outcome is Outcome.UNDECIDED
    assert run(lambda pair, t, x: np.where(x > 3, np.nan, right(pair, t, x))).outcome is Outcome.UNDECIDED
    with pytest.raises(ValueError, match="the draws at t are"):
        run(lambda pair, t, x: right(pair, t, x)[:, :1])


def test_the_right_variances_with_the_wrong_correlation_are_seen() -> None:
    """Along the axes a mirror image looks the same: the skew directions see it."""
    wrong = run(lambda pair, t, x: right(pair, t, x) * [1, -1] + [0, 2] * gaussian.moments(pair, t)[0] * [0, 1], 20_000)
    assert wrong.outcome is Outcome.REFUTED and "..." in wrong.witness
    assert [name for name, _ in directions(1)] == ["axis 0"]


def test_one_law_is_not_refuted_by_chance() -> None:
    """In 50 seeds the statistic stays well below the bound that one run in a million may exceed."""
    worst = max(run(right, 1_000, seed).measure / run(right, 1_000, seed).bound for seed in range(50))
    assert 0.3 < worst < 1


def test_distance_counts_ties() -> None:
    assert distance(np.array([1.0, 1, 2]), np.array([1.0, 2, 2])) == pytest.approx(1 / 3)
    assert distance(np.array([1.0, 2]), np.array([1.0, 2])) == 0
    assert np.isnan(distance(np.array([np.nan]), np.array([1.0])))
