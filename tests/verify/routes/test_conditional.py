"""Conditional means and densities, against sums over a grid of ends (x0 follows from x1), exact solutions, and Bessel functions."""

from fractions import Fraction as F
from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest

from analytic import arithmetic, gaussian, mixture, sphere
from analytic.path import trigonometric
from tests.verify.routes.truth import DIGITS, encloses, told_apart
from verify.claim import cases
from verify.regimes import LINE, SINGULAR
from verify.regimes.manifolds import quick
from verify.residuals import flows
from verify.routes import conditional

USEFUL = 1e-60  # of a ball of 256 bits, 77 digits, on laws of size one
T, X = F(2, 5), (F(1, 3), F(-1, 2))
M0, S0 = (F(1, 2), F(0)), ((F(1), F(1, 4)), (F(1, 4), F(1, 2)))
W = (F(1, 4), F(3, 4))
M = ((F(1), F(-1)), (F(-1), F(1, 2)))
C = (((F(1, 2), F(-1, 8)), (F(-1, 8), F(1))), ((F(1), F(1, 3)), (F(1, 3), F(3, 4))))


def balls_of(f: Any, make: Any, t: F = T, x: Any = X) -> Any:
    ar = arithmetic.balls(256)
    with ar.scope():
        return f(make(ar), ar.array(t), ar.array([list(x)]))


def planes(ar: Any) -> mixture.Mixture:
    return mixture.mixture(ar, W, M, C, mean0=M0, cov0=S0)


def pair(ar: Any) -> gaussian.Pair:
    return gaussian.joint(ar, [F(1, 2)], [[2]], [F(-1)], [[1]], [[F(3, 4)]])


def mp(q: Any) -> Any:
    return mpmath.mpf(q.numerator) / q.denominator


def bell(m: Any, S: Any) -> Any:
    """The density of N(m, S) in the plane, S by its two-by-two inverse."""
    (p, q), (_, r) = [[mp(e) for e in row] for row in S]
    det, (m0, m1) = p * r - q * q, (mp(e) for e in m)
    peak = 1 / (2 * mpmath.pi * mpmath.sqrt(det))

    def density(y0: Any, y1: Any) -> Any:
        u, v = y0 - m0, y1 - m1
        return peak * mpmath.exp(-(r * u * u - 2 * q * u * v + p * v * v) / (2 * det))

    return density


@pytest.fixture(scope="module")
def sums() -> tuple[Any, Any]:
    """Of each component: the integral of p0 p_k over all ends with a x0 + b x1 = x, and that of x1, by the trapezoidal rule.

    Its error on a normal density of spread s is exp(-2 pi^2 s^2/h^2): 1e-69 for h = 1/5, s = 0.57. At |x1| = 18 1e-75 is left.
    """
    with mpmath.workdps(DIGITS):
        h, reach, b = mpmath.mpf(1) / 5, 90, mp(T)
        a, x = 1 - b, [mp(e) for e in X]
        mass, first = [mpmath.mpf(0)] * 2, [[mpmath.mpf(0)] * 2 for _ in W]
        source, data, cell = bell(M0, S0), [bell(m, c) for m, c in zip(M, C, strict=True)], (h / a) ** 2
        for i, j in product(range(-reach, reach + 1), repeat=2):
            y = (i * h, j * h)
            of_source = cell * source((x[0] - b * y[0]) / a, (x[1] - b * y[1]) / a)
            for k in range(2):
                p = of_source * data[k](*y)
                mass[k] += p
                first[k] = [f + p * e for f, e in zip(first[k], y, strict=True)]
        return mass, [[f / m for f in fs] for fs, m in zip(first, mass, strict=True)]


def test_the_ends_given_a_component_are_the_means_over_all_ends(sums: Any) -> None:
    x0, x1, log_p = balls_of(conditional.ends, planes)
    mass, means = sums
    with mpmath.workdps(DIGITS):
        for k, i in product(range(2), repeat=2):
            assert told_apart(x1[0, k, i], means[k][i], 1e-45)
            assert told_apart(x0[0, k, i], (mp(X[i]) - mp(T) * means[k][i]) / (1 - mp(T)), 1e-45)
            assert told_apart(log_p[0, k], mpmath.log(mass[k]), 1e-45)
    assert all(float(e.rad()) < USEFUL for e in (*x0.flat, *x1.flat, *log_p.flat))


def test_responsibilities_drifts_and_the_density_are_what_bayes_makes_of_the_sums(sums: Any) -> None:
    mass, means = sums
    with mpmath.workdps(DIGITS):
        joint = [mp(w) * m for w, m in zip(W, mass, strict=True)]
        r = [j / sum(joint) for j in joint]
        drifts = [[(m - mp(x)) / (1 - mp(T)) for m, x in zip(ms, X, strict=True)] for ms in means]  # x1 - x0 = (x1 - x)/(1 - t)
        mean = [sum(r[k] * drifts[k][i] for k in range(2)) for i in range(2)]
        logarithm = mpmath.log(sum(joint))
    found, per = balls_of(conditional.drift, planes), balls_of(conditional.component_drifts, planes)
    assert all(told_apart(balls_of(conditional.responsibilities, planes)[0, k], r[k], 1e-45) for k in range(2))
    assert all(told_apart(per[0, k, i], drifts[k][i], 1e-45) for k, i in product(range(2), repeat=2))
    assert all(told_apart(found[0, i], mean[i], 1e-45) for i in range(2))
    assert told_apart(balls_of(conditional.log_density, planes)[0], logarithm, 1e-45)
    assert not encloses(balls_of(conditional.responsibilities, planes)[0, 0], r[1], 5)


def test_another_source_other_covariances_or_another_time_is_refuted(sums: Any) -> None:
    _, means = sums
    changed = (
        (lambda ar: mixture.mixture(ar, W, M, C), T),
        (lambda ar: mixture.mixture(ar, W, M, C[::-1], mean0=M0, cov0=S0), T),
        (planes, T + F(1, 10**9)),
    )
    for make, t in changed:
        assert not encloses(balls_of(conditional.ends, make, t)[1][0, 0, 0], means[0][0], 30)


@pytest.mark.parametrize("t", [F(0), F(1, 3), F(9, 10), F(1)])
def test_correlated_ends_on_a_line_are_the_ratio_of_two_integrals(t: F) -> None:
    """Over s: x0 = x - t s, x1 = x + (1 - t) s; the joint density by the inverse of its two-by-two covariance."""
    x = F(4, 5)
    x0, x1, log_p = balls_of(conditional.ends, pair, t, (x,))
    with mpmath.workdps(DIGITS):
        cov = ((F(2), F(3, 4)), (F(3, 4), F(1)))

        h, density = mpmath.mpf(1) / 16, bell((F(1, 2), F(-1)), cov)
        grid = [(k * h, density(mp(x) - mp(t) * k * h, mp(x) + (1 - mp(t)) * k * h)) for k in range(-600, 601)]
        mass = sum(p for _, p in grid)
        way = sum(s * p for s, p in grid) / mass
        assert told_apart(x0[0, 0], mp(x) - mp(t) * way, 1e-45)
        assert told_apart(x1[0, 0], mp(x) + (1 - mp(t)) * way, 1e-45)
        assert told_apart(log_p[0], mpmath.log(mass * h), 1e-45)
        assert told_apart(balls_of(conditional.drift, pair, t, (x,))[0, 0], way, 1e-45)


def test_ends_on_a_map_are_the_one_pair_that_meets_the_condition() -> None:
    """x1 = T x0, singular together: x0 = ((1 - t) I + t T)^-1 x, here by hand with T = [[2, 1], [0, 3]], t = 1/2."""
    made = lambda ar: gaussian.deterministic(ar, [0, 0], [[2, 1], [1, 1]], [0, 0], [[2, 1], [0, 3]])  # noqa: E731
    x0, x1, _ = balls_of(conditional.ends, made, F(1, 2), (F(5), F(4)))  # (3 u + v)/2 = 5 and 2 v = 4
    with mpmath.workdps(DIGITS):
        assert told_apart(x0[0, 0], mpmath.mpf(8) / 3, 1e-50) and told_apart(x1[0, 0], mpmath.mpf(22) / 3, 1e-50)
        assert told_apart(x0[0, 1], 2, 1e-50) and told_apart(x1[0, 1], 6, 1e-50)


def test_data_that_are_atoms_are_met_exactly() -> None:
    """C = 0: x1 is the atom, x0 what is left of x."""
    made = lambda ar: mixture.mixture(ar, W, M, [[[0, 0], [0, 0]]] * 2, mean0=M0, cov0=S0)  # noqa: E731
    x0, x1, _ = balls_of(conditional.ends, made)
    with mpmath.workdps(DIGITS):
        for k, i in product(range(2), repeat=2):
            assert told_apart(x1[0, k, i], mp(M[k][i]), 1e-50)
            assert told_apart(x0[0, k, i], mp((X[i] - T * M[k][i]) / (1 - T)), 1e-50)


@pytest.mark.parametrize("regime", [LINE, SINGULAR], ids=lambda r: r.name)
def test_the_most_likely_ends_meet_the_condition(regime: Any) -> None:
    ar = arithmetic.balls(128)
    with ar.scope():
        for case in cases(regime, ar):
            x0, x1, _ = conditional.ends(case.law, case.t, case.x)
            a, b, _, _ = case.law.path(ar, case.t)
            x = case.x[:, None] if isinstance(case.law, mixture.Mixture) else case.x
            assert all(e.contains(0) for e in (a * x0 + b * x1 - x).flat)


def test_the_law_of_both_ends_is_put_together_block_by_block() -> None:
    ar = arithmetic.float64()
    law = gaussian.joint(ar, [1, 2], [[2, 1], [1, 3]], [3, 4], [[4, 0], [0, 5]], [[F(1, 2), 1], [0, -1]])
    mean, cov = conditional.joint(law)
    assert mean.tolist() == [1, 2, 3, 4]
    assert cov.tolist() == np.block([[law.S0, law.X], [law.X.T, law.S1]]).tolist()
    assert cov.tolist() != np.block([[law.S0, law.X.T], [law.X, law.S1]]).tolist()
    means, covs = conditional.joint(planes(ar))
    assert means.shape == (2, 4) and covs.shape == (2, 4, 4)
    assert means[1].tolist() == [0.5, 0, -1, 0.5] and covs[1, 2:, :2].tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("d", [2, 3, 5])
@pytest.mark.parametrize("path", ["linear", "quick"])
def test_the_mean_on_a_sphere_is_a_ratio_of_bessel_functions(d: int, path: str) -> None:
    """r (x/|x|) I_{d/2}(k)/I_{d/2-1}(k), k = b r |x|/a^2, by mpmath: x = (3, 4, 0 ..)/5 times 2, r = 3/2."""
    made = lambda ar: sphere.sphere(ar, d, F(3, 2), **({"path": quick} if path == "quick" else {}))  # noqa: E731
    x = (F(6, 5), F(8, 5), *[F(0)] * (d - 2))
    found = balls_of(conditional.mean_on_sphere, made, F(1, 4), x)[0]
    with mpmath.workdps(DIGITS):
        t = mpmath.mpf(1) / 4
        a, b = ((1 - t) ** 2, t * (2 - t)) if path == "quick" else (1 - t, t)
        half, k = mpmath.mpf(d) / 2, 3 * b / a**2
        length = mpmath.mpf(3) / 2 * mpmath.besseli(half, k) / mpmath.besseli(half - 1, k)
        assert told_apart(found[0], length * 3 / 5, 1e-50) and told_apart(found[1], length * 4 / 5, 1e-50)
        assert not encloses(found[0], length * 3 / 5 * mpmath.besseli(half + 1, k) / mpmath.besseli(half, k), 5)
    assert all(float(e.rad()) < USEFUL for e in found)


def test_on_a_turned_path_the_drift_weighs_the_ends_by_its_own_rates() -> None:
    law = lambda ar: gaussian.independent(ar, [0], [[1]], [0], [[1]], path=trigonometric)  # noqa: E731
    found = balls_of(conditional.drift, law, F(1, 3), (F(1),))
    assert encloses(found[0, 0], 0)  # the variance of x_t is one at every t: nothing moves
    moving = balls_of(conditional.drift, lambda ar: gaussian.independent(ar, [0], [[1]], [0], [[1]]), F(1, 3), (F(1),))
    assert not encloses(moving[0, 0], 0, 5)


def grid_of_ends(n: int = 161, reach: float = 9.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x0, x1 with 0.6 x0 + 0.4 x1 = 1/3 and their density; x1 from 1/4 N(1, 1/2) + 3/4 N(-1, 1), x0 from N(1/2, 2)."""
    x1 = np.linspace(-reach, reach, 20 * n)
    x0 = (1 / 3 - 0.4 * x1) / 0.6
    bell = lambda x, m, v: np.exp(-((x - m) ** 2) / (2 * v)) / np.sqrt(2 * np.pi * v)  # noqa: E731
    return x0, x1, bell(x0, 0.5, 2) * (0.25 * bell(x1, 1, 0.5) + 0.75 * bell(x1, -1, 1))


def line(ar: Any) -> mixture.Mixture:
    return mixture.mixture(ar, W, [[1], [-1]], [[[F(1, 2)]], [[1]]], mean0=[F(1, 2)], cov0=[[2]])


def test_what_x_t_leaves_open_is_the_variance_over_a_grid_of_ends() -> None:
    x0, x1, p = grid_of_ends()
    v, mean = x1 - x0, ((x1 - x0) * p).sum() / p.sum()
    ar = arithmetic.float64()
    found = conditional.residual_covariance(line(ar), ar.array(0.4), ar.array([[1 / 3]]))
    np.testing.assert_allclose(found, [[[((v - mean) ** 2 * p).sum() / p.sum()]]], rtol=1e-9)


def test_moments_are_those_of_the_ends() -> None:
    """E x_t = 3/10 - 1/5, Var x_t = 36/100 2 + 16/100 (E x1^2 - 1/4), E x1^2 = 3/8 + 3/2."""
    ar = arithmetic.float64()
    found = conditional.moments(line(ar), ar.array(0.4))
    np.testing.assert_allclose(found, [[0.3 - 0.2], [0.72 + 0.16 * (1.875 - 0.25)]], rtol=1e-14)


def test_the_covariance_of_the_data_given_a_point_is_what_integrals_over_them_give() -> None:
    """On a line: moments of y under p_1(y) p_0((x - t y)/(1 - t)), by the trapezoidal rule."""
    w, m, c, t, x = (F(1, 4), F(3, 4)), (F(1), F(-1)), (F(1, 2), F(2)), F(2, 5), F(1, 3)
    law = lambda ar: mixture.mixture(ar, w, [[v] for v in m], [[[v]] for v in c], mean0=[F(1, 2)], cov0=[[2]])  # noqa: E731
    with mpmath.workdps(DIGITS):
        normal = lambda e, v: mpmath.exp(-e * e / (2 * mp(v))) / mpmath.sqrt(mp(v))  # noqa: E731
        grid = [mpmath.mpf(k) / 16 for k in range(-500, 501)]
        data = [sum(mp(v) * normal(y - mp(n), e) for v, n, e in zip(w, m, c, strict=True)) for y in grid]
        p = [f * normal((mp(x) - mp(t) * y) / mp(1 - t) - mp(F(1, 2)), F(2)) for f, y in zip(data, grid, strict=True)]
        mean = sum(f * y for f, y in zip(p, grid, strict=True)) / sum(p)
        variance = sum(f * (y - mean) ** 2 for f, y in zip(p, grid, strict=True)) / sum(p)
        slope = (mp(t) / (2 * mp(1 - t) ** 2) * variance - 1) / mp(1 - t)
    assert told_apart(balls_of(conditional.denoiser, law, t, (x,))[0, 0], mean, 1e-45)
    assert told_apart(balls_of(conditional.denoiser_covariance, law, t, (x,))[0, 0, 0], variance, 1e-45)
    assert told_apart(balls_of(conditional.jacobian, law, t, (x,))[0, 0, 0], slope, 1e-45)


def test_the_jacobian_is_the_slope_of_the_drift_in_the_plane() -> None:
    ar = arithmetic.digits(80)
    with ar.scope():
        law, t, x = planes(ar), ar.array(T), ar.array([list(X)])
        found, by_steps = conditional.jacobian(law, t, x), flows.jacobian(conditional.drift)(law, t, x)
        assert abs(ar.floats(found - by_steps)).max() < 1e-36
        assert abs(ar.floats(found - by_steps.swapaxes(-1, -2))).max() > 1e-2


def test_the_covariance_of_both_ends_is_that_of_draws_in_a_narrow_slab() -> None:
    """On a line by hand: Cov - Cov h h^T Cov/(h^T Cov h) for x_t = h.(x0, x1)."""
    cov, h = np.array([[2.0, 0.75], [0.75, 1.0]]), np.array([0.6, 0.4])
    ar = arithmetic.float64()
    left = cov - np.outer(cov @ h, cov @ h) / (h @ cov @ h)
    law = pair(ar)
    assert np.allclose(conditional.covariance_of_ends(law, ar.array(T)), left, atol=1e-14)
    assert np.allclose(conditional.pair_residual_covariance(law, ar.array(T)), [-1, 1] @ left @ [-1, 1], atol=1e-14)


@pytest.mark.parametrize("d", [2, 3, 5])
def test_the_covariance_on_a_sphere_is_made_of_bessel_functions(d: int) -> None:
    """Across: r^2 I_{d/2}(k)/(k I_{d/2-1}(k)); the trace is r^2 less the square of the mean."""
    x = (F(6, 5), F(8, 5), *[F(0)] * (d - 2))
    found = balls_of(conditional.covariance_on_sphere, lambda ar: sphere.sphere(ar, d, F(3, 2)), F(1, 4), x)[0]
    with mpmath.workdps(DIGITS):
        half, k, r2 = mpmath.mpf(d) / 2, mpmath.mpf(3) / 4 / (mpmath.mpf(3) / 4) ** 2, mpmath.mpf(9) / 4
        ratio = mpmath.besseli(half, k) / mpmath.besseli(half - 1, k)
        across, along = r2 * ratio / k, r2 * (1 - ratio**2 - (d - 1) * ratio / k)
        n = (mpmath.mpf(3) / 5, mpmath.mpf(4) / 5)
        for i, j in product(range(2), repeat=2):
            assert told_apart(found[i, j], across * (i == j) + (along - across) * n[i] * n[j], 1e-45)
