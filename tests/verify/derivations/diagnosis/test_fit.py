"""Coefficients and factors are recognised as the numbers that they are."""

import numpy as np
import pytest

from analytic import arithmetic
from verify.derivations.diagnosis.coefficients import recognise
from verify.derivations.diagnosis.fit import fits


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (lambda t: 2 + 0 * t, "2"),
        (lambda t: -(1 - t), "-(1 - t)"),
        (lambda t: t / (1 - t), "t/(1 - t)"),
        (lambda t: 1e-6 + 0 * t, "1e-06"),
        (lambda t: 1 + 1e-9 + 0 * t, "(1 + 1e-09)"),
        (lambda t: 1 + t, "1 + t"),
        (lambda t: np.pi / 2 * t, "1/2 t pi"),
        (lambda t: np.exp(t), None),
    ],
)
def test_coefficients_are_recognised(values, text):
    t = np.array([0.2, 0.3, 0.45, 0.6, 0.7, 0.85])
    found = recognise(values(t), 1 - t, t, 1e-11)
    assert (found and found.text()) == text
    if found:
        ar = arithmetic.float64()
        assert np.allclose([found(ar, 1 - s, s) for s in t], values(t), rtol=1e-12)


def test_a_feature_whose_norm_is_no_number_is_left_out() -> None:
    """Finite, but its square is not; the other is found beside it."""
    F = np.array([[1.0, 2.0, 3.0]])
    assert fits(F, {"huge": np.full((1, 3), 1e200), "double": 2 * F, "zero": 0 * F}, range(1, 2), 1e-10) == {"double"}
