"""Residuals of chains, on a coin and on masks: each vanishes for what is right, and sees what is not."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, states
from verify.claim import Case
from verify.residuals import chains

AR = arithmetic.float64()
COIN = states.states(AR, [0.5, 0.5], [0.25, 0.75])
MASKS = states.masked(AR, [[0.25, 0.25], [0.125, 0.375]])


def case(law: Any, t: float = 0.5) -> Case:
    return Case(AR, law, AR.array(t), None, F(t), "t")


def doubled(law: Any, t: Any) -> Any:
    return 2 * states.rates(chains.chain(law), t)


@pytest.mark.parametrize(("rates", "right"), [(states.rates, True), (doubled, False)])
def test_forward_compares_the_slope_of_the_law_with_what_the_rates_move(rates: Any, right: bool) -> None:
    left, moved = chains.forward(rates)
    slope = (left(COIN, 0.51) - left(COIN, 0.49)) / 0.02
    assert np.allclose(slope, moved(COIN, 0.5)) is right
    to_ends: Any = lambda law, t: np.stack([states.conditional_rates(law, t, e) * (2 - right) for e in (0, 1)])  # noqa: E731
    left, moved = chains.forward_to_each_end(to_ends)
    assert np.allclose((left(COIN, 0.51) - left(COIN, 0.49)) / 0.02, moved(COIN, 0.5)) is right


def test_rows_jumps_and_averages() -> None:
    u = states.rates(COIN, 0.5)
    assert_allclose(chains.row_sums(states.rates, case(COIN)), 0, atol=1e-15)
    assert_allclose(chains.jumps(states.rates, case(COIN)), [1, 0.2])
    assert_allclose(chains.average(COIN, 0.5), u)
    assert_allclose(chains.average(COIN, 0.5, COIN.p1), [[-1.5, 1.5], [0.5, -0.5]])
    assert_allclose(chains.at_tokens(states.rates)(COIN, 0.5, AR.array([[1], [0]])), u[[1, 0]])
    assert chains.chain(SimpleNamespace(chain=COIN)) is COIN


def test_a_step_lands_or_does_not() -> None:
    later: Any = lambda t: (1 + t) / 2  # noqa: E731
    lands = chains.lands(later)
    assert_allclose(lands(lambda law, t: states.step(law, t, later(t)), case(COIN)), 0, atol=1e-15)
    assert abs(lands(lambda law, t: states.step(law, t, 1), case(COIN))).max() > 0.01
    assert_allclose(chains.entries(lambda law, t: states.step(law, t, later(t)), case(COIN)).sum(-1), 1)


def test_one_leap_draws_masks_apart_and_the_bound_is_the_likelihood() -> None:
    one = chains.leaps(SimpleNamespace(ar=AR, chain=MASKS, n=1)).reshape(3, 3)
    assert_allclose(one[:2, :2], np.outer([0.5, 0.5], [0.375, 0.625]))
    assert chains.leaps(SimpleNamespace(ar=AR, chain=MASKS, n=5)).sum() == pytest.approx(1)
    assert_allclose(chains.masked_bound(MASKS), np.log([0.25, 0.25, 0.125, 0.375]))
