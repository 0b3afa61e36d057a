"""E[J J^T] against the covariance: expansions, expectations on a line, two modes in the plane."""

from fractions import Fraction as F
from functools import partial
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import estimator
from analytic.arithmetic import balls, digits, float64, symbols
from analytic.mixture import mixture


def test_an_expansion_is_its_polynomial() -> None:
    f = estimator.expansion(float64(), [[[1, 2, 3, 4]], [[0, 1, 0, 0]]])
    z = np.array([[-1.5], [0.0], [2.0]])
    he = z[:, 0]
    assert np.allclose(estimator.value(f, z)[:, 0], 1 + 2 * he + 3 * (he**2 - 1) + 4 * (he**3 - 3 * he), atol=1e-13)
    assert np.allclose(estimator.jacobian(f, z)[:, 0, 0], 2 + 6 * he + 4 * (3 * he**2 - 3), atol=1e-13)


def test_moments_against_draws() -> None:
    f = estimator.expansion(float64(), [[[1, 2, 0.5], [0, -1, 0.3]], [[0, 1, 0], [0, 3, -0.25]]])
    x = np.random.default_rng(0).standard_normal((400_000, 2))
    J = estimator.jacobian(f, x)
    assert np.allclose(np.cov(estimator.value(f, x).T), estimator.covariance(f), atol=0.1)
    assert np.allclose(np.einsum("nij,nkj->ik", J, J) / len(x), estimator.second_moment(f), atol=0.1)


def test_the_sign_flips_for_a_cubic() -> None:
    """z +- h He_3 with h^2 = 1/10: correlation 1/4, estimate -2/7."""
    ar = symbols()
    h = ar.sqrt(ar.array(F(1, 10)))
    f = estimator.expansion(ar, [[[0, 1, 0, h]], [[0, 1, 0, -h]]])
    for S, value in ((estimator.covariance(f), F(1, 4)), (estimator.second_moment(f), F(-2, 7))):
        assert estimator.correlation(ar, S)[0, 1].equals(sp.Rational(value.numerator, value.denominator))


def test_poincare() -> None:
    f = estimator.expansion(float64(), np.random.default_rng(1).standard_normal((3, 2, 4)))
    assert np.linalg.eigvalsh(estimator.second_moment(f) - estimator.covariance(f)).min() > -1e-12


def power(p: int, x: Any) -> Any:
    return x[:, 0] ** p


def test_expectations_on_a_line() -> None:
    for ar in (float64(), digits(40)):
        mix = mixture(ar, [F(1, 3), F(2, 3)] if ar.name != "float64" else [1 / 3, 2 / 3], [[-2], [1]], [[[1]], [[2]]])
        one, second = (estimator.expectation(mix, 1, partial(power, p), 300, 12) for p in (0, 2))
        assert abs(float(one) - 1) < 1e-12
        assert abs(float(second) - (1 / 3 * 5 + 2 / 3 * 3)) < 1e-11


@pytest.mark.parametrize(("s", "value"), [(F(1, 2), 1.694136319489818), (F(3, 10), 10.286777849), (F(1, 5), 2844.5517208)])
def test_mean_square_slope_of_two_modes(s: F, value: float) -> None:
    mix = mixture(float64(), [0.5, 0.5], [[1], [-1]], [[[float(s * s)]]] * 2)
    assert estimator.slope_moment(mix, nodes=1200) == pytest.approx(value, rel=1e-7)


def test_two_modes_in_the_plane() -> None:
    law = estimator.modes(float64(), 0.6, 0.6, -0.7)
    u = law.u
    second = estimator.slope_moment(u)
    assert estimator.modes_correlation(law, u.m[0, 0] ** 2 + u.C[0, 0, 0]) == pytest.approx(-0.0625, abs=1e-12)
    assert estimator.modes_correlation(law, second) == pytest.approx(0.0892, abs=5e-5)
    x = np.array([[0.6, 0.4], [-1.0, 2.0]])
    assert np.allclose(estimator.modes_flow(law, 0, x), x)
    assert np.allclose(estimator.modes_flow(law, 1, x[:, ::-1]), estimator.modes_flow(law, 1, x)[:, ::-1])


def test_conditioning_is_the_partial_covariance() -> None:
    ar = balls(128)
    with ar.scope():
        J = ar.array([[1, 2], [0, 1], [3, -1]])
        S = estimator.conditioned(ar, J @ J.T, 0)
        assert all(e.contains(0) for e in S[0])
        assert (5 * S[1, 1]).contains(1)


def test_errors_at_the_door() -> None:
    with pytest.raises(ValueError, match=r"coefficients have shape \(2, 2\): they must be \(n, d, K\+1\)"):
        estimator.expansion(float64(), [[1, 2], [3, 4]])
    plane = mixture(float64(), [1], [[0, 0]], [[[1, 0], [0, 1]]])
    with pytest.raises(ValueError, match=r"needs a mixture on a line"):
        estimator.expectation(plane, 1, lambda x: x[:, 0])
    line = mixture(float64(), [1], [[0]], [[[1]]])
    with pytest.raises(ValueError, match="nodes = 1: it must be 2 or larger"):
        estimator.expectation(line, 1, lambda x: x[:, 0], 1)
