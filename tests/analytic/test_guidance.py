"""Guidance: exact numbers, a solver, draws weighed by hand, and what is refused."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from analytic import arithmetic, gaussian, guidance, mixture

F64 = arithmetic.float64()
SYMBOLS = arithmetic.symbols()
MIX = mixture.mixture(F64, [0.2, 0.3, 0.5], [[2, 0], [-1, 1], [0, -2]], [[[1, 0.5], [0.5, 1]], [[2, 0], [0, 1]], [[1, 0], [0, 3]]])
X = np.array([[0.3, -0.4], [1.0, 2.0]])
LINE = gaussian.independent(F64, [0], [[1]], [0], [[4]])
NUMBERS = ((2, F(1, 4), F(4, 7), F(8, 7)), (3, F(1, 16), F(2, 5), F(6, 5)), (F(15, 2), F(1, 8192), F(8, 47), F(60, 47)))


@pytest.mark.parametrize(("w", "variance", "tilted", "mean"), NUMBERS)
def test_variances_of_guidance_and_of_the_tilted_law(w: Any, variance: F, tilted: F, mean: F) -> None:
    line = gaussian.independent(SYMBOLS, [0], [[1]], [0], [[4]])
    assert guidance.guided_covariance(line, [[1]], w, 1)[0, 0] - SYMBOLS.array(variance)[()] == 0
    m, V = guidance.tilted(line, [1], [[1]], w)
    assert (m[0], V[0, 0]) == (SYMBOLS.array(mean)[()], SYMBOLS.array(tilted)[()])


def end(pair: gaussian.Pair, aim: gaussian.Pair, w: float, x: Any, steps: int = 100) -> Any:
    """Runge and Kutta along (1 - w) u + w u_c."""
    h = 1 / steps
    for n in range(steps):
        t = n * h
        v = lambda s, y: (1 - w) * gaussian.drift(pair, s, y) + w * gaussian.drift(aim, s, y)  # noqa: E731
        k1 = v(t, x)
        k2 = v(t + h / 2, x + h / 2 * k1)
        k3 = v(t + h / 2, x + h / 2 * k2)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + v(min(t + h, 1.0), x + h * k3))
    return x


@pytest.mark.parametrize(("w", "mean"), [(2, 1.3802), (3, 1.5), (7.5, 1.4394)])
def test_a_solver_ends_where_it_is_said(w: float, mean: float) -> None:
    """The mean of guidance to N(1, 1) is no closed form: S^((1 - w)/2) w int (1 + u^2)^(-1 - w/2) (1 + S u^2)^((w - 1)/2) du."""
    aim = gaussian.independent(F64, [0], [[1]], [1], [[1]])
    start, unit = end(LINE, aim, w, np.array([[0.0], [1.0]]))[:, 0]
    integral = quad(lambda u: (1 + u * u) ** (-1 - w / 2) * (1 + 4 * u * u) ** ((w - 1) / 2), 0, np.inf)[0]
    assert start == pytest.approx(4 ** ((1 - w) / 2) * w * integral, rel=1e-6)
    assert start == pytest.approx(mean, abs=5e-5)
    assert unit - start == pytest.approx(float(guidance.guided_flow_matrix(LINE, [[1]], w, 1)[0, 0]), rel=1e-5)


def test_in_a_pencil_that_does_not_commute_with_its_source() -> None:
    S0, S1 = np.array([[1.0, 0], [0, 4]]), np.array([[2.0, 1], [1, 2]])
    C, zero = (S0 + S1) / 2, np.zeros(2)
    pair, aim = (gaussian.independent(F64, zero, S0, zero, S) for S in (S1, C))
    slope = end(pair, aim, 2.5, np.eye(2)).T
    assert slope == pytest.approx(guidance.guided_flow_matrix(pair, C, 2.5, 1), rel=1e-6)
    assert slope @ S0 @ slope.T == pytest.approx(guidance.guided_covariance(pair, C, 2.5, 1), rel=1e-6)


def test_the_class_is_its_components_with_their_shares() -> None:
    law = guidance.class_law(MIX, [2, 0])
    assert law.w == pytest.approx([2 / 7, 5 / 7]) and law.m.tolist() == [[2, 0], [0, -2]]
    r = mixture.responsibilities(MIX, 0.4, X)
    assert guidance.log_class_probability(MIX, [2, 0], 0.4, X) == pytest.approx(np.log(r[:, 0] + r[:, 2]))
    gradient = mixture.responsibility_gradients(MIX, 0.4, X)[:, [0, 2]].sum(1) / (r[:, 0] + r[:, 2])[:, None]
    assert guidance.classifier_gradient(MIX, [0, 2], 0.4, X) == pytest.approx(gradient)


def test_the_ends_of_the_scale_and_a_weight_for_each_point() -> None:
    whole, law = mixture.drift(MIX, 0.4, X), mixture.drift(guidance.class_law(MIX, 1), 0.4, X)
    w = np.array([[0.0], [3.0]])
    assert guidance.guided_velocity(MIX, 1, w, 0.4, X) == pytest.approx(np.stack([whole[0], 3 * law[1] - 2 * whole[1]]))
    every = [0, 1, 2]
    for f, g in (("score", "score"), ("denoiser", "denoiser"), ("noise", "noise"), ("velocity", "drift")):
        plain = getattr(mixture, g)(MIX, 0.4, X)
        assert getattr(guidance, f"guided_{f}")(MIX, every, 7.0, 0.4, X) == pytest.approx(plain)
        assert getattr(guidance, f"guided_{f}")(MIX, 1, 0, 0.4, X) == pytest.approx(plain)


def test_what_is_no_class_and_what_has_no_closed_form() -> None:
    for k in ([], [0, 0], [1, -2]):
        with pytest.raises(ValueError, match="a class is a component, or a list of different ones"):
            guidance.class_law(MIX, k)
    with pytest.raises(ValueError, match="component 3 does not exist"):
        guidance.class_law(MIX, 3)
    with pytest.raises(ValueError, match=r"\(1 - w\) S1\^-1 \+ w cov1\^-1 has the eigenvalue"):
        guidance.tilted(gaussian.independent(F64, [0], [[1]], [0], [[1]]), [1], [[4]], 2)
    pair = gaussian.independent(F64, [0, 0], [[1, 0], [0, 1]], [0, 0], [[2, 1], [1, 2]])
    with pytest.raises(ValueError, match="must commute"):
        guidance.guided_covariance(pair, [[1, 0], [0, 2]], 2, 1)
