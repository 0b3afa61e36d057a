"""Moments of x1 - x0 on a line, against the integral over u = x1 - x0 itself, by mpmath: x0 = x - t u, x1 = x + (1 - t) u."""

from fractions import Fraction as F
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, ctx

from analytic import arithmetic, mixture
from analytic.path import linear, trigonometric
from tests.verify.routes.truth import DIGITS, encloses, normal, over_the_line, told_apart
from verify.claim import cases
from verify.regimes import NARROWING
from verify.routes import line_moments, normal_tail

W, M, C, M0, S0 = (F(1, 3), F(2, 3)), (F(-2), F(1)), (F(1, 4), F(1)), F(1, 2), F(2)
TIMES = (F(0), F(1, 5), F(1, 2), F(4, 5), F(1))
USEFUL = 1e-30  # of a ball of 128 bits, 38 digits: what quadrature and tail may cost


def law(ar: Any, weights: Any = W, path: Any = linear) -> mixture.Mixture:
    return mixture.mixture(ar, list(weights), [[m] for m in M], [[[c]] for c in C], mean0=[M0], cov0=[[S0]], path=path)


def found(t: F, x: F, power: int, bits: int = 128, path: Any = linear) -> arb:
    ar = arithmetic.balls(bits)
    with ar.scope():
        return line_moments.moment(law(ar, path=path), ar.array(t), ar.array([[x]]), power)[0]


@cache
def truth(t: F, x: F, power: int, weights: Any = W) -> Any:
    """int u^p p0(x - t u) p1(x + (1 - t) u) du, over its value at p = 0; at p = 0 itself the density of x_t."""
    with mpmath.workdps(DIGITS):
        t, x = (mpmath.mpf(e.numerator) / e.denominator for e in (t, x))

        def density(u: Any) -> Any:
            y = x + (1 - t) * u
            data = sum(
                mpmath.mpf(w.numerator) / w.denominator * normal(y, m.numerator, mpmath.mpf(c.numerator) / c.denominator)
                for w, m, c in zip(weights, M, C, strict=True)
            )
            return normal(x - t * u, mpmath.mpf(1) / 2, 2) * data

        mass = over_the_line(density)
        return over_the_line(lambda u: u**power * density(u)) / mass if power else mass


@pytest.mark.parametrize("t", TIMES)
@pytest.mark.parametrize("power", [0, 1, 2])
def test_the_ball_holds_the_integral_over_the_difference_and_tells_it_from_a_neighbour(t: F, power: int) -> None:
    x = F(-3, 4)
    ball = found(t, x, power)
    assert told_apart(ball, truth(t, x, power), USEFUL)
    assert float(ball.rad()) < USEFUL
    if 0 < t < 1:
        assert not encloses(ball, truth(t, x, power, weights=(F(1, 2), F(1, 2))))


def test_far_out_where_the_density_is_1e_40_twice_the_bits_make_up_for_it() -> None:
    coarse, fine = (found(F(2, 3), F(-9), 1, bits) for bits in (128, 256))
    wanted = truth(F(2, 3), F(-9), 1)
    assert encloses(coarse, wanted) and float(coarse.rad()) < 1e-6
    assert told_apart(fine, wanted, USEFUL) and float(fine.rad()) < USEFUL


@pytest.mark.parametrize("reach", [2, 3, 5])
@pytest.mark.parametrize("t", [F(1, 5), F(4, 5)])
@pytest.mark.parametrize("power", [0, 1, 2])
def test_a_short_reach_makes_a_wide_ball_and_never_a_false_one(
    t: F, power: int, reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(normal_tail, "reach", lambda margin: reach)
    ball = found(t, F(1, 3), power)
    assert encloses(ball, truth(t, F(1, 3), power)) or not ball.is_finite()
    assert not ball.is_finite() or float(ball.rad()) > 1e-9


def test_the_tail_grows_with_the_difference_also_where_its_mean_is_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """int (2 y)^2 phi(y)^2 dy = 1/sqrt(pi), of which one deviation holds less than a half."""
    monkeypatch.setattr(normal_tail, "reach", lambda margin: 1)
    with ctx.workprec(128):
        standard = [arb(1)], [arb(0)], [arb(1)]
        ball = line_moments._integral(standard, standard, arb(1), arb(0), 2, False)
        truth = 1 / arb.pi().sqrt()
        assert ball.contains(truth.mid()) and ball.rad() > truth / 2


def test_without_its_tail_a_short_integral_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is lost beyond two standard deviations is more than the ball of the sum alone: the tail is needed."""
    monkeypatch.setattr(normal_tail, "reach", lambda margin: 2)
    ball = found(F(1, 5), F(1, 3), 0)
    with ctx.workprec(128):
        assert not encloses(ball.mid() + arb(0, 1e-9), truth(F(1, 5), F(1, 3), 0))


def test_on_another_path_the_ends_still_meet_in_x() -> None:
    """t = 1/2 of a = cos, b = sin: x_t sqrt 2 = x0 + x1, the linear path's x_t at 1/2 times sqrt 2."""
    ar = arithmetic.balls(128)
    with ar.scope():
        x = ar.array([[F(2, 3)]])
        half = ar.array(F(1, 2))
        turned = line_moments.moment(law(ar, path=trigonometric), half, x, 1)[0]
        straight = line_moments.moment(law(ar), half, x / ar.sqrt(ar.array(2)), 1)[0]
        assert turned.overlaps(straight)
        assert not turned.overlaps(line_moments.moment(law(ar), half, x, 1)[0])


def test_one_gaussian_has_its_density_in_closed_form() -> None:
    ar = arithmetic.balls(128)
    with ar.scope():
        for case in cases(NARROWING, ar):
            S = 3 * (1 - case.t) * (1 - case.t) + case.t * case.t
            for x, p in zip(case.x[:, 0], line_moments.moment(case.law, case.t, case.x, 0), strict=True):
                assert p.overlaps(ar.exp(-x * x / (2 * S)) / ar.sqrt(2 * ar.pi() * S)) and p.rad() < USEFUL


def test_the_two_names_are_the_first_moment_and_the_logarithm_of_the_density() -> None:
    ar = arithmetic.balls(128)
    with ar.scope():
        at = law(ar), ar.array(F(1, 3)), ar.array([[F(1)], [F(-1)]])
        drift, log_p = line_moments.drift_by_quadrature(*at), line_moments.log_density_by_quadrature(*at)
        assert drift.shape == (2, 1) and log_p.shape == (2,)
        assert encloses(drift[1, 0], truth(F(1, 3), F(-1), 1))
        with mpmath.workdps(DIGITS):
            assert told_apart(log_p[0], mpmath.log(truth(F(1, 3), F(1), 0)), USEFUL)


def test_a_plane_is_refused() -> None:
    ar = arithmetic.balls(64)
    plane = mixture.mixture(ar, [1], [[0, 0]], [np.eye(2, dtype=int).tolist()])
    with ar.scope(), pytest.raises(ValueError, match="d = 2"):
        line_moments.moment(plane, ar.array(F(1, 2)), ar.array([[0, 0]]), 1)
