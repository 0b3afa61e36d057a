"""Masses, quantiles and cells on a line against scipy, and wrong ones told apart."""

from fractions import Fraction as F
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import norm

from analytic import arithmetic, mixture
from verify.routes import quantiles

AR = arithmetic.balls(128)
P = (F(1, 2), F(1, 10**6), F(9, 10))
W, M, S = (F(1, 3), F(2, 3)), (F(-1), F(2)), (F(1, 4), F(3))


def floats(values: object) -> np.ndarray:
    return np.asarray(AR.floats(values))


def law() -> mixture.Mixture:
    return mixture.mixture(AR, W, [[m] for m in M], [[[s]] for s in S], [F(1, 2)], [[2]])


def test_the_normal_quantile_and_mass_are_those_of_scipy() -> None:
    with AR.scope():
        z = quantiles.standard(AR, AR.array(P))
        assert_allclose(floats(z), norm.ppf([float(p) for p in P]), rtol=1e-14, atol=1e-15)
        assert_allclose(floats(quantiles.below(AR, z)), [float(p) for p in P], rtol=1e-14)
        assert not np.allclose(floats(quantiles.below(AR, -z)), [float(p) for p in P], rtol=1e-3)


@pytest.mark.parametrize("t", [F(0), F(1, 4), F(1)])
def test_the_mass_below_is_that_of_a_mixture_of_normals(t: F) -> None:
    w, m, s, at = (np.array(v, dtype=float) for v in (W, M, S, t))
    scale = np.sqrt((1 - at) ** 2 * 2 + at**2 * s)
    with AR.scope():
        found = quantiles.mass(law(), AR.array(t), AR.array([[-1], [3]]))
    assert_allclose(floats(found)[:, 0], [w @ norm.cdf((x - (1 - at) / 2 - at * m) / scale) for x in (-1, 3)], rtol=1e-14)


def test_the_mean_of_quantiles_is_the_quantile_of_one_component_and_not_of_two() -> None:
    p, t = AR.array([[q] for q in P]), AR.array(1)
    with AR.scope():
        one = mixture.mixture(AR, [1], [[2]], [[[3]]])
        assert all(bool(e.contains(0)) for e in (quantiles.mass(one, t, quantiles.averaged(one, t, p)) - p).flat)
        assert not all(bool(e.contains(0)) for e in (quantiles.mass(law(), t, quantiles.averaged(law(), t, p)) - p).flat)


@pytest.mark.parametrize("shift", [0, F(1, 10**9)])
def test_cells_are_read_from_the_pieces_of_the_potential(shift: F) -> None:
    """Points -1, 0, 3 with masses 1/4, 1/2, 1/4: cells end at -+q, so the offsets are 0, -q and 2 q; a wrong one moves an end."""
    with AR.scope():
        x, w = AR.array([-1, 0, 3]), AR.array([F(1, 4), F(1, 2), F(1, 4)])
        q = quantiles.standard(AR, AR.array([F(3, 4)]))[0]
        g = np.array([0 * q, -q, 2 * q]) + AR.array([0, shift, shift])
        height = lambda y: y * x - g  # noqa: E731
        best = lambda y: np.argmax(AR.floats(height(y)), axis=-1)  # noqa: E731
        potential = SimpleNamespace(
            ar=AR, transport=lambda y: x[best(y)][:, None], conjugate=lambda y: height(y)[np.arange(len(y)), best(y)]
        )
        found = quantiles.cells(potential, w) - np.stack([x, w], axis=1)
        assert all(bool(e.contains(0)) for e in found.flat) == (shift == 0)
