"""What an error of a formula says: excused where there may be no value, else an answer in words."""

from dataclasses import replace
from fractions import Fraction as F

import numpy as np
import pytest

from tests.verify.derivations.samples import RUNG, drift, settled
from verify import check
from verify.claim import Role
from verify.derivations.judging.undefined import seen_of_error
from verify.derivations.statement import Unusable


def test_what_an_arithmetic_does_not_take_is_told() -> None:
    answer = check(lambda law, t, x: F(1, 2) * x + 0 * law.m1, "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "law.ar.array(Fraction(1, 3))" in answer.why
    answer = check(lambda law, t, x: x @ np.linalg.inv(law.S0), "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "use those of law.ar" in answer.why
    answer = check(lambda law, t, x: law.m1 - law.m0 + law.ar.array(F(1, 10)) * x[..., None], "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "(at d=1, " in answer.why


@pytest.mark.parametrize("t", [F(0), F(1, 2), F(1)])
@pytest.mark.parametrize("role", Role)
def test_an_error_of_arithmetic_is_excused_at_the_ends_of_time_and_where_a_covariance_is_singular(role: Role, t: F) -> None:
    seen = seen_of_error(settled(drift), replace(RUNG, role=role), t, ZeroDivisionError("by zero"))
    excused = t in (0, 1) or role is Role.SINGULAR
    assert (bool(seen.missing), "raises ZeroDivisionError: by zero" in seen.error) == (excused, not excused)


@pytest.mark.parametrize("error", [Unusable("prints"), TypeError("a"), AttributeError("b"), NameError("c")])
def test_a_mistake_of_the_text_is_never_excused(error: Exception) -> None:
    for t in (F(0), F(1, 2)):
        seen = seen_of_error(settled(drift), replace(RUNG, role=Role.SINGULAR), t, error)
        assert not seen.missing and str(error) in seen.error and (seen.misused or f"t = {t}" in seen.error)
