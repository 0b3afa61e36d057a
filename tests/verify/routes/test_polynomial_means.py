"""Means of polynomials, exactly: double factorials, products of signs, orthogonality, and Gauss quadrature by NumPy."""

from fractions import Fraction as F
from itertools import product
from math import factorial, prod
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp
from numpy.polynomial.hermite_e import hermeder, hermegauss, hermeval
from numpy.testing import assert_allclose

from analytic import arithmetic, estimator
from verify.routes.polynomial_means import NORMAL, SIGNS, mapped, mean, moments, normalised, squares

SYMBOLS = arithmetic.symbols()
A = [[[F(1, 2), 1, F(-1, 3), 2], [0, F(1, 4), 1, 0]], [[3, F(-1, 2), 0, 1], [F(2, 3), 1, F(1, 5), F(-1)]]]  # (2, 2, 4)


def monomial(powers: tuple[int, ...], nodes: Any = NORMAL) -> sp.Expr:
    return sp.nsimplify(sp.expand(mean(SYMBOLS, len(powers), lambda z: prod(e**p for e, p in zip(z, powers, strict=True)), nodes)))


def normal_moment(p: int) -> int:
    """E z^p = (p - 1)!! for even p, 0 for odd p."""
    return 0 if p % 2 else prod(range(p - 1, 0, -2))


@pytest.mark.parametrize("powers", [p for d in (1, 2) for p in product(range(6), repeat=d)] + [(4, 2, 4), (5, 1, 2)], ids=str)
def test_monomials_up_to_degree_five_in_each_variable_are_exact(powers: tuple[int, ...]) -> None:
    assert monomial(powers) == prod(normal_moment(p) for p in powers)


def test_the_sixth_power_is_one_degree_too_many() -> None:
    assert monomial((6,)) == 9 != normal_moment(6)


def test_a_wrong_weight_or_one_node_fewer_is_seen() -> None:
    """`mean` scales `NORMAL` itself by sqrt 3; other nodes are taken as they are."""
    scaled = [(sp.sqrt(3) * n, w) for n, w in NORMAL]
    value = lambda nodes, p: sp.simplify(sum(w * n**p for n, w in nodes))  # noqa: E731
    assert [value(scaled, p) for p in range(6)] == [normal_moment(p) for p in range(6)]
    assert [value(scaled[:2], p) for p in range(6)] != [normal_moment(p) for p in range(6)]
    wrong = [(n, w + (F(1, 10**9) if n else F(-2, 10**9))) for n, w in scaled]
    assert [value(wrong, p) for p in range(6)] != [normal_moment(p) for p in range(6)]


@pytest.mark.parametrize("powers", list(product(range(4), repeat=2)), ids=str)
def test_signs_average_to_one_where_all_powers_are_even_and_to_zero_elsewhere(powers: tuple[int, ...]) -> None:
    assert monomial(powers, SIGNS) == (0 if any(p % 2 for p in powers) else 1)


def test_the_means_of_signs_are_those_over_all_corners() -> None:
    J = np.array([[1.0, 2, -1], [0, 3, 1], [4, -2, 2]])
    corners = [np.array(s) @ J @ np.array(s) for s in product((-1, 1), repeat=3)]
    assert_allclose(mean(arithmetic.float64(), 3, lambda z: z @ J @ z, SIGNS), np.mean(corners), rtol=1e-15)
    assert_allclose(mean(arithmetic.float64(), 3, lambda z: (z @ J @ z) ** 2, SIGNS), np.mean(np.square(corners)), rtol=1e-14)


def test_moments_and_squares_are_the_sums_that_orthogonality_gives() -> None:
    """Cov f = sum_k k! a_k a_k^T, E[J J^T] = sum_k k k! a_k a_k^T over k >= 1: exact in symbols."""
    law = estimator.expansion(SYMBOLS, A)
    a = np.array(A, dtype=object)

    def weighted(w: Any) -> Any:
        return [[sum(w(k) * (a[i, :, k] * a[j, :, k]).sum() for k in range(1, 4)) for j in range(2)] for i in range(2)]

    assert sp.simplify(sp.Matrix(moments(law)) - sp.Matrix(weighted(factorial))) == sp.zeros(2)
    assert sp.simplify(sp.Matrix(squares(law)) - sp.Matrix(weighted(lambda k: k * factorial(k)))) == sp.zeros(2)
    assert sp.simplify(sp.Matrix(squares(law)) - sp.Matrix(weighted(factorial))) != sp.zeros(2)


def test_moments_and_squares_are_those_of_gauss_and_hermite() -> None:
    """Nodes of NumPy, exact to degree 19 in each of two inputs."""
    z, w = hermegauss(10)
    w = w / w.sum()
    a = np.array(A, dtype=float)
    f = np.array([hermeval(z, a[i, 0])[:, None] + hermeval(z, a[i, 1])[None] for i in range(2)])
    J = [np.array([hermeval(z, hermeder(a[i, m])) for i in range(2)]) for m in range(2)]
    centred = f - np.einsum("iab,a,b->i", f, w, w)[:, None, None]
    law = estimator.expansion(arithmetic.float64(), A)
    assert_allclose(moments(law), np.einsum("iab,jab,a,b->ij", centred, centred, w, w), rtol=1e-12)
    assert_allclose(squares(law), sum(np.einsum("ia,ja,a->ij", s, s, w) for s in J), rtol=1e-12)


def test_a_degree_beyond_the_table_is_an_error() -> None:
    with pytest.raises(ValueError):
        moments(estimator.expansion(arithmetic.float64(), [[[0, 1, 0, 0, 1]]]))


def test_a_normalised_covariance_has_a_diagonal_of_ones_and_cosines_off_it() -> None:
    vectors = np.array([[3.0, 4.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 2.0]])
    found = normalised(arithmetic.float64(), vectors @ vectors.T)
    assert_allclose(found, [[1, 0.6, 0.4 * 2**0.5], [0.6, 1, 0], [0.4 * 2**0.5, 0, 1]], atol=1e-15)


def test_pairs_made_by_a_map_have_the_moments_of_the_stacked_map() -> None:
    """z = (m0, m1) + (R, T R) e with E e e^T = I: its covariance is the product of (R, T R) with itself."""
    T, S0, m0, m1 = (
        np.array([[0.5, -2.0], [1.0, 3.0]]),
        np.array([[2.0, 1.0], [1.0, 3.0]]),
        np.array([1.0, -1.0]),
        np.array([0.5, 4.0]),
    )
    ar = arithmetic.float64()
    found = mapped(SimpleNamespace(ar=ar, of=SimpleNamespace(mean0=m0, cov0=S0, mean1=m1, T=T)))
    stacked = np.concatenate([np.eye(2), T])
    assert_allclose(found[0], [1, -1, 0.5, 4], rtol=1e-13)
    assert_allclose(found[1:], stacked @ S0 @ stacked.T, rtol=1e-13)
    assert abs(found[1:3, 2:] - T @ S0).max() > 1  # Cov[x0, x1] is S0 T^T
