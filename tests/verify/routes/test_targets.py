"""What is left open of each target: by the closed forms of Gaussian ends, and by numbers for N(0, 1) to N(0, 1)."""

from fractions import Fraction as F

import numpy as np

from analytic import arithmetic, gaussian
from analytic.path import trigonometric
from verify.regimes import PAIR_3D
from verify.routes import targets

AR = arithmetic.float64()


def test_the_velocity_is_left_as_the_closed_form_says() -> None:
    for t in (0.25, 0.9):
        pair = PAIR_3D.law(AR)
        assert np.allclose(targets.left_open(pair, AR.array(t))[2], gaussian.residual_covariance(pair, t), rtol=1e-12)


def test_numbers_between_standard_normals() -> None:
    """At t = 1/4 Var x_t is 5/8, so that Var[x1 | x_t] = 9/10 and Var[x0 | x_t] = 1/10, Var[x1 - x0 | x_t] = 8/5."""
    ar = arithmetic.digits()
    with ar.scope():
        found = targets.sizes(gaussian.independent(ar, [0], [[1]], [0], [[1]]), ar.array(F(1, 4)))
        assert np.allclose(ar.floats(found), [0.9, 0.1, 1.6, 0.625**2 * 1.6, 0.1 * 16 / 9], rtol=1e-14)


def test_on_the_trigonometric_path_v_is_all_that_x_t_does_not_know() -> None:
    pair = gaussian.independent(AR, [0], [[1]], [0], [[1]], trigonometric)
    assert np.allclose(targets.sizes(pair, AR.array(0.3))[2:4], [np.pi**2 / 4, 1])
