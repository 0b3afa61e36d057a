"""Costs of best pairings, against beta moments, closed order statistics, gamma functions, and all permutations."""

from fractions import Fraction as F
from itertools import permutations
from math import comb
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import ctx
from numpy.testing import assert_allclose

from analytic import arithmetic, minibatch
from tests.verify.routes.truth import DIGITS, encloses, told_apart
from verify.claim import Regime, cases
from verify.routes import normal_tail
from verify.routes.best_pairings import Batch, by_beta_moments, by_order_statistics, nearest, normal_cost, paired, projected

USEFUL = 1e-60  # of balls of 256 bits


def sorted_cost(n: int, A: F) -> F:
    """(1/n) sum_i E (U_(i) - A V_(i))^2 with E U_(i) = i/(n + 1), E U_(i)^2 = i (i + 1)/((n + 1)(n + 2)), of beta laws."""
    first = [F(i, n + 1) for i in range(1, n + 1)]
    second = [F(i * (i + 1), (n + 1) * (n + 2)) for i in range(1, n + 1)]
    return sum(((1 + A * A) * q - 2 * A * p * p for p, q in zip(first, second, strict=True)), F(0)) / n


@pytest.mark.parametrize("n", [1, 2, 3, 7, 16])
@pytest.mark.parametrize("A", [F(1), F(3, 2)])
def test_uniform_batches_cost_what_their_order_statistics_say(n: int, A: F) -> None:
    ar = arithmetic.balls(256)
    with ar.scope(), mpmath.workdps(DIGITS):
        (case,) = cases(Regime.once("batch", "a batch", lambda ar: Batch(ar, n, ar.array(A)[()])), ar)
        wanted, wrong = sorted_cost(n, A), sorted_cost(n + 1, A)
        for route in (by_order_statistics, by_beta_moments):
            cost = -route(lambda law: ar.array(0), case)
            assert told_apart(cost, mpmath.mpf(wanted.numerator) / wanted.denominator, 1e-50)
            assert not encloses(cost, mpmath.mpf(wrong.numerator) / wrong.denominator)
    assert float(cost.rad()) < USEFUL


def largest(n: int, bits: int = 256) -> Any:
    with ctx.workprec(bits):
        return normal_cost(n)


def closed(n: int) -> Any:
    """2 - (2/n) sum_i (E Z_(i))^2 from the known means of order statistics of up to four normals."""
    top = 1 / mpmath.sqrt(mpmath.pi)
    s = mpmath.asin(mpmath.mpf(1) / 3)
    means = {
        1: [0],
        2: [top],
        3: [3 * top / 2],
        4: [3 * top / 2 * (1 + 2 / mpmath.pi * s), 3 * top / 2 * (1 - 6 / mpmath.pi * s)],
    }
    return 2 - 4 * sum(e * e for e in means[n]) / n


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_normal_batches_cost_what_known_order_statistics_say(n: int) -> None:
    with mpmath.workdps(DIGITS):
        cost = largest(n)
        assert told_apart(cost, closed(n), 1e-50)
        assert n == 1 or not encloses(cost, closed(n - 1), 2)
    assert float(cost.rad()) < USEFUL


def by_distribution(n: int) -> Any:
    """2 - (2/n) sum_i (E Z_(i))^2, E Z_(i) by mpmath over the distribution: int of P(Z_(i) > z) less P(Z_(i) < -z) over z > 0."""

    def below(i: int, z: Any) -> Any:
        p = mpmath.ncdf(z)
        return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(i, n + 1))

    def mean(i: int) -> Any:
        return mpmath.quad(lambda z: 1 - below(i, z) - below(i, -z), [0, 1, 2, 4, 8, 20], method="gauss-legendre", maxdegree=6)

    return 2 - 2 * sum(mean(i) ** 2 for i in range(1, n + 1)) / n


@pytest.mark.parametrize("n", [5, 8])
def test_larger_normal_batches_cost_what_their_distribution_functions_say(n: int) -> None:
    with mpmath.workdps(30):
        assert told_apart_at(largest(n), by_distribution(n), 20)


def told_apart_at(ball: Any, truth: Any, digits: int) -> bool:
    near = mpmath.mpf(10) ** (3 - digits)
    return encloses(ball, truth, digits) and not encloses(ball, truth + near, digits) and not encloses(ball, truth - near, digits)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("reach", [3, 4, 6])
def test_a_short_reach_makes_a_wide_ball_and_never_a_false_cost(n: int, reach: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normal_tail, "reach", lambda margin: reach)
    with mpmath.workdps(DIGITS):
        cost = largest(n)
        assert encloses(cost, closed(n))
    assert n == 1 or float(cost.rad()) > 1e-8


def test_a_tail_below_the_least_float_still_has_a_radius() -> None:
    """At 1100 bits exp(-R^2/2) is 1e-400, no float: as a ball it is not lost."""
    cost = largest(2, 1100)
    with mpmath.workdps(DIGITS):
        assert cost.rad() > 0 and encloses(cost, closed(2))


@pytest.mark.parametrize(("n", "d"), [(1, 2), (2, 2), (5, 4), (16, 4), (30, 8)])
def test_the_nearest_of_many_is_a_sum_of_binomials(n: int, d: int) -> None:
    """int_0^e (1 - c r^m)^n dr = e sum_j C(n, j) (-1)^j/(m j + 1), e = c^(-1/m), m = d/2."""
    m = d // 2
    with ctx.workprec(256):
        found = nearest(Batch(arithmetic.balls(256), n, d=d))
    with mpmath.workdps(DIGITS):
        end = 2 * mpmath.factorial(m) ** (mpmath.mpf(1) / m)
        parts = sum((F(comb(n, j) * (-1) ** j, m * j + 1) for j in range(n + 1)), F(0))
        truth = end * parts.numerator / parts.denominator / d
        assert told_apart(found, truth, 1e-50)
        assert not encloses(found, truth * (n + 1) / n)
    assert float(found.rad()) < USEFUL


def test_an_odd_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="d = 3"):
        nearest(Batch(arithmetic.balls(64), 2, d=3))


@pytest.mark.parametrize("d", [1, 2, 3, 4, 8, 30])
def test_the_better_pairing_of_two_is_a_ratio_of_gamma_functions(d: int) -> None:
    """E|u.w| = sqrt(2/pi) E|u|, E|u| = sqrt 2 Gamma((d + 1)/2)/Gamma(d/2)."""
    with ctx.workprec(256):
        found = projected(Batch(arithmetic.balls(256), 2, d=d))
    with mpmath.workdps(DIGITS):
        half = mpmath.mpf(d) / 2
        length = mpmath.sqrt(2) * mpmath.gamma(half + 0.5) / mpmath.gamma(half)
        truth = 2 - mpmath.sqrt(2 / mpmath.pi) * length / d
        assert told_apart(found, truth, 1e-50)
        assert not encloses(found, 2 - length / d, 5)
    assert float(found.rad()) < USEFUL


@pytest.mark.parametrize("d", [1, 2, 3])
@pytest.mark.parametrize("reach", [4, 6, 9])
def test_a_short_reach_never_makes_a_false_projection(d: int, reach: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = projected(Batch(arithmetic.balls(256), 2, d=d))
    monkeypatch.setattr(normal_tail, "reach", lambda margin: reach)
    short = projected(Batch(arithmetic.balls(256), 2, d=d))
    assert not short.is_finite() or (short.overlaps(wide) and short.rad() > wide.rad())


def test_a_dimension_beyond_the_bound_of_the_tail_is_refused() -> None:
    with ctx.workprec(53), pytest.raises(ValueError, match="d = 400"):
        projected(Batch(arithmetic.balls(53), 2, d=400))


@pytest.mark.parametrize(("n", "A", "d"), [(4, 2, 1), (5, 1, 1), (4, 1, 2), (3, 1, 5)])
def test_the_pairing_is_the_cheapest_of_all_permutations(n: int, A: int, d: int) -> None:
    law = Batch(arithmetic.float64(), n, A, d)
    found = paired(law, 6, np.random.default_rng(7)).cost
    random = np.random.default_rng(7)  # the same draws again: first the sources, then the targets
    draw = random.random if d == 1 else random.standard_normal
    x0, x1 = draw((6, n, d)), A * draw((6, n, d))
    each = [[((x - y[list(p)]) ** 2).mean() for p in permutations(range(n))] for x, y in zip(x0, x1, strict=True)]
    assert_allclose(found, np.min(each, axis=1), rtol=1e-12)
    assert not np.allclose(found, np.mean(each, axis=1))


@pytest.mark.parametrize(("n", "d", "factor"), [(2, 2, 6), (16, 4, 5), (64, 8, 4)])
def test_the_cost_by_assignment_exceeds_the_bound_and_no_small_multiple_of_it(n: int, d: int, factor: int) -> None:
    law = Batch(arithmetic.float64(), n, d=d)
    cost = paired(law, 200, np.random.default_rng(11)).cost
    error, bound = cost.std(ddof=1) / np.sqrt(len(cost)), float(minibatch.nearest_bound(law.ar, n, d))
    assert bound < cost.mean() - 6 * error and cost.mean() + 6 * error < factor * bound


def test_the_noise_beside_the_costs_knows_nothing_of_them() -> None:
    law = Batch(arithmetic.float64(), 4, 2, 1)
    seen = paired(law, 4000, np.random.default_rng(3))
    assert seen.xt.shape == (4000, 1) and seen.cost.shape == (4000,)
    assert abs(np.corrcoef(seen.xt[:, 0], seen.cost)[0, 1]) < 5 / np.sqrt(4000)


def test_the_bound_of_the_tail_of_a_radius_holds() -> None:
    """int_R^inf s^p e^(-s^2/2) ds <= R^(2d) e^(-R^2/2) for p = d - 1, d and 2 d <= R^2: by the incomplete gamma function."""
    with mpmath.workdps(30):
        for R in (9, 16, 27):
            for d in (1, 2, 8, R * R // 2):
                for p in (d - 1, d):
                    lost = 2 ** mpmath.mpf((p - 1) / 2) * mpmath.gammainc(mpmath.mpf(p + 1) / 2, mpmath.mpf(R * R) / 2)
                    assert lost <= mpmath.mpf(R) ** (2 * d) * mpmath.exp(-mpmath.mpf(R * R) / 2)
