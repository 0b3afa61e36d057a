"""In balls the smallest slip is seen."""

from fractions import Fraction as F

import pytest

from tests.verify.derivations.samples import PATIENT, jacobian
from verify import check


@pytest.mark.parametrize("epsilon", [F(1, 10**9), F(1, 10**40)])
def test_balls_see_the_smallest_slip(epsilon: F) -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * law.ar.array(1 + epsilon), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED"


def test_float_literals_are_named() -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * (0.1 * 3 / 0.3), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "a float literal" in answer.why
