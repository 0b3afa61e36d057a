"""Wrong variants: each differs from the right formula by what its name says."""

from fractions import Fraction as F
from typing import Any

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, gaussian, mixture, proximal
from verify.residuals import wrong

AR = arithmetic.float64()
EYE = [[1.0, 0.0], [0.0, 1.0]]
MIX = mixture.mixture(AR, [0.25, 0.75], [[1.0, -1.0], [-2.0, 0.5]], [EYE] * 2, mean0=[0.5, 0.0], cov0=[[2.0, 0.5], [0.5, 1.0]])
T, X = AR.array(0.3), AR.array([[1.0, 2.0], [-1.0, 0.5]])
QUADRATIC = proximal.quadratic(AR, [[2.0, 1.0], [1.0, 1.0]], [0.5, -1.0])


def table(law: Any, t: Any, x: Any) -> Any:
    return np.stack([x * t, x * x], axis=-1)


def at(f: Any, law: Any = MIX, t: Any = T, x: Any = X) -> Any:
    return f(law, t, x)


def test_factors_and_signs() -> None:
    right = at(table)
    assert_allclose(at(wrong.scaled(table, F(3, 4))), right * 0.75)
    assert_allclose(at(wrong.halved(table)), right / 2)
    assert_allclose(at(wrong.negated(table)), -right)
    assert_allclose(at(wrong.off(table)) / right - 1, 1e-9, rtol=1e-6)
    assert_allclose(at(wrong.plus(table, wrong.negated(table))), 0)


def test_a_factor_is_exact_where_numbers_are() -> None:
    ar = arithmetic.digits(40)
    with ar.scope():
        found = wrong.off(lambda law, t, x: x)(type("Law", (), {"ar": ar}), None, ar.array([[3]]))[0, 0]
        assert found == 3 + 3 / ar.array(10**9)[()]


def test_axes_and_times_are_exchanged() -> None:
    assert_allclose(at(wrong.transposed(table)), at(table).transpose(0, 2, 1))
    assert_allclose(at(wrong.reversed_time(table)), table(MIX, 0.7, X))
    assert not np.allclose(at(wrong.reversed_time(table)), at(table))


def test_another_law_is_that_law_and_leaves_its_own_alone() -> None:
    other = wrong.of_law(mixture.drift, lambda law: {"m": law.m + 1})
    shifted = mixture.mixture(AR, [0.25, 0.75], [[2.0, 0.0], [-1.0, 1.5]], [EYE] * 2, mean0=MIX.m0, cov0=MIX.S0)
    assert_allclose(at(other), mixture.drift(shifted, T, X))
    assert MIX.m.tolist() == [[1.0, -1.0], [-2.0, 0.5]]


def test_a_standard_source_changes_nothing_only_where_the_source_is_standard() -> None:
    assumed = wrong.standard_source(mixture.drift)
    assert not np.allclose(at(assumed), mixture.drift(MIX, T, X))
    standard = mixture.mixture(AR, [1.0], [[1.0, 2.0]], [EYE])
    assert_allclose(at(assumed, standard), mixture.drift(standard, T, X))


def test_the_slip_of_the_published_code_is_right_at_the_end_and_not_before() -> None:
    """E[x1 | x] - E[x0] is E[x1 - x0 | x] where E[x0 | x] = E[x0]: at t = 1, not inside."""
    pair = gaussian.independent(AR, [0.5, 0.0], [[2.0, 0.5], [0.5, 1.0]], [1.0, 1.0], EYE)
    slip = wrong.target_only(gaussian.denoiser)
    assert_allclose(at(slip, pair, AR.array(1.0)), gaussian.drift(pair, 1, X))
    assert not np.allclose(at(slip, pair), gaussian.drift(pair, T, X))


def test_proximal_variants_are_right_for_the_right_choice_alone() -> None:
    x = proximal.flow(QUADRATIC, T, X)
    right = proximal.denoiser(QUADRATIC, T, x)
    assert_allclose(right, QUADRATIC.transport(X), rtol=1e-12)
    assert_allclose(at(wrong.proximal_point(lambda a, b, x: (a / b, x / b)), QUADRATIC, x=x), right)
    assert not np.allclose(at(wrong.proximal_point(lambda a, b, x: (a, x / b)), QUADRATIC, x=x), right)


def test_velocities_of_both_ends_are_right_for_the_rates_of_the_path_alone() -> None:
    x = proximal.flow(QUADRATIC, T, X)
    v = QUADRATIC.transport(X) - X  # x1 - x0 of each pair
    assert_allclose(at(wrong.mixed(lambda a, b, da, db, x, p: da / a * x + (db - b * da / a) * p), QUADRATIC, x=x), v, atol=1e-14)
    assert not np.allclose(at(wrong.mixed(lambda a, b, da, db, x, p: da / a * x + db * p), QUADRATIC, x=x), v)


def test_quotients_are_the_slope_for_the_right_pieces_alone() -> None:
    B, eye = np.array([[2.0, 1.0], [1.0, 1.0]]), np.eye(2)
    slope = (B - eye) @ np.linalg.inv(0.7 * eye + 0.3 * B)
    x = proximal.flow(QUADRATIC, T, X)
    found = at(wrong.quotient(lambda a, b, da, db, H: (da + db @ H, a + b @ H)), QUADRATIC, x=x)
    assert_allclose(found, np.broadcast_to(slope, found.shape), rtol=1e-12)
    assert not np.allclose(at(wrong.quotient(lambda a, b, da, db, H: (da + db @ H, b + a @ H)), QUADRATIC, x=x), slope)
