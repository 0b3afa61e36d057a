"""What an error of a formula says: excused where there may be no value, else an answer in words."""

from fractions import Fraction as F

import numpy as np

from verify import check


def test_what_an_arithmetic_does_not_take_is_told() -> None:
    answer = check(lambda law, t, x: F(1, 2) * x + 0 * law.m1, "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "law.ar.array(Fraction(1, 3))" in answer.why
    answer = check(lambda law, t, x: x @ np.linalg.inv(law.S0), "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "use those of law.ar" in answer.why
    answer = check(lambda law, t, x: law.m1 - law.m0 + law.ar.array(F(1, 10)) * x[..., None], "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "(at d=1, " in answer.why
