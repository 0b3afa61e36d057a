"""Costs of displacements in balls, against integrals over the density, sums over the plane, shifts and stretches."""

from fractions import Fraction as F
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

from analytic import arithmetic, mixture
from tests.verify.routes.truth import DIGITS, encloses, normal, told_apart
from verify.routes import displacement_costs as costs

USEFUL = 1e-60  # closed forms in balls of 256 bits
MEAN, COV = [1, F(-1, 2)], [[2, F(1, 2)], [F(1, 2), 1]]


def in_balls(f: Any, bits: int = 256) -> Any:
    ar = arithmetic.balls(bits)
    with ar.scope():
        return f(ar)


def mean(f: Any, m: Any, v: Any) -> Any:
    """E f(D), D ~ N(m, v), split where f has a corner."""
    return mpmath.quad(lambda y: f(y) * normal(y, m, v), [-60, -20, -10, -5, -2, 0, 2, 5, 10, 20, 60], maxdegree=8)


@pytest.mark.parametrize(("m", "v"), [(F(3, 4), F(2)), (F(0), F(1, 2)), (F(-2), F(1))], ids=str)
def test_the_three_means_on_a_line_are_the_integrals_over_the_density(m: F, v: F) -> None:
    found = in_balls(lambda ar: costs.even_means(ar, ar.array(m), ar.array(v)))
    with mpmath.workdps(DIGITS):
        at = mpmath.mpf(m.numerator) / m.denominator, mpmath.mpf(v.numerator) / v.denominator
        for ball, f in zip(found, (abs, lambda y: y * y, mpmath.cosh), strict=True):
            assert told_apart(ball, mean(f, *at), 1e-45)
            assert not encloses(ball, mean(f, at[0], at[1] * (1 + mpmath.mpf(10) ** -20)), 30)
    assert all(float(e.rad()) < USEFUL for e in found)


def test_the_integrands_are_the_costs_themselves() -> None:
    found = in_balls(lambda ar: costs.even(ar, ar.array([F(-3, 2)])))
    with mpmath.workdps(DIGITS):
        assert all(told_apart(ball, w, 1e-50) for ball, w in zip(found[:, 0], (1.5, 2.25, mpmath.cosh(1.5)), strict=True))


def test_the_costs_in_the_plane_are_the_integrals_over_the_plane() -> None:
    """|D|^2, |D|^4, cosh(D_1 + D_2), |D_1| + |D_2|, max(|D_1|, |D_2|) by the midpoint rule, three digits."""
    m, K = (np.array(a, dtype=float) for a in (MEAN, COV))
    p = multivariate_normal(m, K)
    integrands = (
        lambda x, y: x * x + y * y,
        lambda x, y: (x * x + y * y) ** 2,
        lambda x, y: np.cosh(x + y),
        lambda x, y: abs(x) + abs(y),
        lambda x, y: max(abs(x), abs(y)),
    )
    found = in_balls(lambda ar: costs.costs(ar, ar.array(MEAN), ar.array(COV)))
    h = 0.05
    x, y = np.meshgrid(np.arange(-18, 18, h) + h / 2, np.arange(-14, 14, h) + h / 2, indexing="ij")
    density = p.pdf(np.stack([x, y], -1)) * h * h
    for ball, f in zip(found, integrands, strict=True):
        wanted = (np.vectorize(f)(x, y) * density).sum()
        assert abs(float(ball) - wanted) < 2e-3 * wanted  # corners: second order in the grid's step
        assert abs(float(ball) - 1.01 * wanted) > 2e-3 * wanted
        assert float(ball.rad()) < 1e-50


def test_the_largest_of_independent_displacements_is_the_integral_of_its_tail() -> None:
    """E max = int_0^inf 1 - P(|D_1| <= u) P(|D_2| <= u) du, 45 digits."""
    found = in_balls(lambda ar: costs.costs(ar, ar.array([1, F(-1, 2)]), ar.array([[2, 0], [0, 1]])))
    with mpmath.workdps(DIGITS):
        half = mpmath.mpf(1) / 2
        within = lambda u, m, v: (mpmath.erf((u - m) / mpmath.sqrt(2 * v)) + mpmath.erf((u + m) / mpmath.sqrt(2 * v))) / 2  # noqa: E731
        truth = mpmath.quad(lambda u: 1 - within(u, 1, 2) * within(u, half, 1), [0, 1, 2, 4, 8, 16, 40], maxdegree=8)
        assert told_apart(found[4], truth, 1e-45)
        assert told_apart(found[3], mean(abs, 1, 2) + mean(abs, half, 1), 1e-45)


def test_a_direction_without_spread_costs_its_mean() -> None:
    size = in_balls(lambda ar: costs.size(ar, ar.array([3, 1]), ar.array([[1, 1], [1, 1]]), ar.array([1, -1])), 128)
    assert size.contains(2) and float(size.rad()) < 1e-9


def test_a_direction_with_spread_costs_more_than_its_mean() -> None:
    size = in_balls(lambda ar: costs.size(ar, ar.array([3, 1]), ar.array([[1, 0], [0, 1]]), ar.array([1, -1])))
    with mpmath.workdps(DIGITS):
        assert told_apart(size, mean(abs, 2, 2), 1e-45)
    assert size > 2


def test_the_cost_of_a_shift_is_enclosed() -> None:
    """N(0, 1) to N(2, 1): every source moves by 2."""
    found = in_balls(lambda ar: costs.rectified(mixture.mixture(ar, [1], [[2]], [[[1]]])), 64)
    wanted = (2, 4, np.cosh(2))
    assert all(float(f.lower()) <= w <= float(f.upper()) for f, w in zip(found, wanted, strict=True))
    assert all(float(f.rad()) < 0.5 * w for f, w in zip(found, wanted, strict=True))


W, M, C = (F(1, 3), F(2, 3)), (F(-2), F(1)), (F(1, 4), F(1))


@cache
def flow_costs() -> list[float]:
    """E c(T(z) - z) by scipy: T by bisection of F(T) = Phi(z)."""
    weights, means, spreads = ([float(e) for e in es] for es in (W, M, C))
    spreads = [e**0.5 for e in spreads]
    parts = list(zip(weights, means, spreads, strict=True))

    def way(z: float) -> float:
        tail = norm.sf if z > 0 else norm.cdf
        return float(brentq(lambda y: sum(w * tail((y - m) / s) for w, m, s in parts) - tail(z), -14, 14, xtol=1e-13)) - z

    each = (abs, lambda D: D * D, np.cosh)
    return [quad(lambda z, c=c: c(way(z)) * norm.pdf(z), -8, 8, limit=400, epsabs=1e-9, epsrel=1e-9)[0] for c in each]


@pytest.mark.parametrize(("cells", "useful"), [(80, 0.8), (320, 0.2)])
def test_the_costs_of_a_flow_to_two_modes_are_enclosed_more_tightly_by_more_cells(cells: int, useful: float) -> None:
    """On a cell of width h = 16/cells T(x) - x ranges over h (1 + T'): half of 2 D h (1 + T') is the radius of D^2, D about 0.7."""
    found = in_balls(lambda ar: costs.rectified(mixture.mixture(ar, W, [[m] for m in M], [[[c]] for c in C]), cells), 64)
    for ball, wanted in zip(found, flow_costs(), strict=True):
        assert encloses(ball, wanted, 7)
        assert float(ball.rad()) < useful * wanted
        assert not encloses(ball, (1 + 2 * useful) * wanted, 7) and not encloses(ball, (1 - 2 * useful) * wanted, 7)


def test_a_short_reach_is_paid_for_by_the_tail() -> None:
    make = lambda ar: mixture.mixture(ar, W, [[m] for m in M], [[[c]] for c in C])  # noqa: E731
    short = in_balls(lambda ar: costs.rectified(make(ar), cells=400, reach=1), 64)
    for ball, wanted in zip(short, flow_costs(), strict=True):
        assert encloses(ball, wanted, 7)
        assert float(ball.rad()) > 0.1 * wanted  # a third of the mass lies beyond one deviation


def test_a_flow_from_another_source_is_refused() -> None:
    with pytest.raises(ValueError, match=r"flows from N\(0, 1\)"):
        in_balls(lambda ar: costs.rectified(mixture.mixture(ar, [1], [[2]], [[[1]]], mean0=[0], cov0=[[2]])), 64)
