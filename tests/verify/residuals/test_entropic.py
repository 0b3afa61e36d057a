"""What entropic values are held against: two N(0, 1) on a line, where X = sqrt(1 + (r/4)^2) - r/4."""

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, entropic
from verify.claim import Case
from verify.residuals import entropic as residuals

AR = arithmetic.float64()
LAW = entropic.entropic(AR, [0.0], [[1.0]], [1.0], [[1.0]], 3)
CASE = Case(AR, LAW, None, None, None, "")  # type: ignore[arg-type]
X = 1.25 - 0.75
VALUE = 1 + 2 - 2 * X - 3 / 2 * np.log(1 - X * X)


def test_coupling_and_potentials_meet_in_the_value() -> None:
    assert_allclose(residuals.squeezed(lambda law: VALUE, CASE), 0, atol=1e-14)
    assert_allclose(residuals.debiased(LAW), 1, atol=1e-14)
    wanted = 3 - 2 * X - 3 / 2 * np.log((2 * np.pi * np.e) ** 2 * (1 - X * X))
    assert_allclose(residuals.by_density(LAW), wanted, rtol=1e-14)


def test_a_coupling_that_is_not_the_best_is_undercut() -> None:
    ar = arithmetic.digits(60)
    law = entropic.entropic(ar, [0], [[1]], [1], [[1]], 3)
    case = Case(ar, law, None, None, None, "")  # type: ignore[arg-type]
    assert min(residuals.undercut(lambda law: law.ar.array([[1]]) / 2, case)) > 0
    for shift in (1, -1):
        near = law.ar.array([[1]]) / 2 + shift * law.ar.array([[1]]) / 10**9
        assert min(residuals.undercut(lambda law, near=near: near, case)) < 0
