"""Weights between predictions: by numbers that are right, and by some that are not."""

from dataclasses import replace

import numpy as np
import pytest

from analytic import arithmetic
from verify.claim import Formula, cases
from verify.regimes import PAIR_COMMUTING, when
from verify.residuals import predictions

AR = arithmetic.float64()
HALF = when((PAIR_COMMUTING,), lambda t: 2 * t == 1)[0]
CASE = cases(replace(HALF, points=HALF.points[:1]), AR)[0]
# At t = 1/2 of the linear path errors of data, noise, velocity, v and score are as 1, -1, 2, -1, 2.
SIZES = np.array([1.0, -1.0, 2.0, -1.0, 2.0])


def table(entry: float) -> Formula:
    found = (SIZES[:, None] / SIZES) ** 2
    found[0, 2] = entry
    return lambda law, t, x: found


def test_log_snr_grows_by_eight_a_unit_of_time_at_the_middle() -> None:
    """log SNR = 2 log(t/(1 - t)) has the rate 2/(t (1 - t)), so that a weight in time is eight weights in log SNR."""
    log_snr, rate = predictions.per_log_snr(lambda law, t: SIZES**2 / 8)
    assert log_snr(CASE.law, AR.array(0.75)) == pytest.approx(np.full(5, 2 * np.log(3)))
    assert rate(CASE.law, AR.array(0.5)) == pytest.approx(np.full(5, 8))


def test_right_weights_leave_nothing_and_wrong_ones_do() -> None:
    for residual in (predictions.what_is_left, predictions.between_models):
        assert np.abs(residual(table(0.25), CASE)).max() < 1e-12
        wrong = np.abs(residual(table(0.5), CASE))
        assert wrong[0, 2].max() > 0.01
        assert np.delete(wrong.reshape(25, -1), 2, axis=0).max() < 1e-12
