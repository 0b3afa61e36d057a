"""The residual formula less reference."""

from fractions import Fraction as F
from typing import Any

from analytic import arithmetic
from verify.claim import Case
from verify.residuals import equals


def case(ar: Any) -> Case:
    return Case(ar, None, ar.array(F(1, 2)), ar.array([[1], [2]]), F(1, 2))


def square(law: Any, t: Any, x: Any) -> Any:
    return x * x + t


def test_a_formula_less_itself_vanishes_and_the_sign_is_the_formula_s() -> None:
    ar = arithmetic.float64()
    assert equals(square)(square, case(ar)).tolist() == [[0], [0]]
    assert equals(square)(lambda law, t, x: square(law, t, x) + 3, case(ar)).tolist() == [[3], [3]]


def test_the_reference_sees_law_time_and_points_of_the_case() -> None:
    seen: list[Any] = []
    equals(lambda *at: seen.append(at) or 0)(lambda *at: 0, case(arithmetic.float64()))
    (law, t, x) = seen[0]
    assert law is None and float(t) == 0.5 and x.tolist() == [[1], [2]]
