"""An approximation agrees within the tolerance that it states; one that states none is refuted, and told how near it is."""

from typing import Any

import numpy as np
import pytest

from analytic import gaussian
from tests.verify.derivations.samples import PATIENT, RUNG, field, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging.approximation import closeness, farthest, too_large, within
from verify.derivations.judging.compare import compare
from verify.derivations.seen import Apart, Seen

FAR = float("inf")


def central(x: Any, t: Any, mu: Any, Sigma: Any, h: float = 1e-5) -> Any:
    steps = h * np.eye(len(x))
    return sum(field(x + e, t, mu, Sigma)[i] - field(x - e, t, mu, Sigma)[i] for i, e in enumerate(steps)) / (2 * h)


def of_divergence(f: Any, **options: Any) -> Answer:
    return check(f, "divergence", "gaussian", budget=PATIENT, **options)


def test_differences_are_right_within_what_they_state() -> None:
    answer = of_divergence(central, tolerance=1e-6)
    assert answer.verdict == "AGREES", answer
    assert (
        answer.scope.startswith("an approximation: within 1e-06 of max(1, |value|) (asked) at ")
        and "the largest gap" in answer.scope
    )
    (record,) = answer.records
    assert 0 < record.measure < record.bound == 1e-6 and record.unit == "max(1, |value|)"


def test_beyond_it_they_are_refuted_and_told_how_near_they_are() -> None:
    off = lambda x, t, mu, Sigma: central(x, t, mu, Sigma) * np.float64(1.00001)  # noqa: E731
    answer = of_divergence(off, tolerance=1e-6)
    assert (
        answer.verdict == "REFUTED" and answer.counterexample and "a tolerance of 1e-06 allows" in answer.counterexample.certified
    )
    assert "close: within 2.1e-05 of max(1, |value|) at all" in answer.why and answer.why.endswith("state tolerance=0.0001")


def test_without_one_an_approximation_is_refuted() -> None:
    answer = of_divergence(central)
    assert answer.verdict == "REFUTED" and "if it is meant as an approximation, state tolerance=1e-" in answer.why
    tolerance = float(answer.why.rpartition("=")[2])
    assert 1e-12 < tolerance < 1e-6 and of_divergence(central, tolerance=tolerance).verdict == "AGREES"


def test_a_wrong_formula_is_not_called_close() -> None:
    assert "close" not in of_field(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * 1.01).why


def nearly(law: Any, t: Any, x: Any) -> Any:
    return gaussian.drift(law, t, x) * (1 + 2.0**-22)


@pytest.mark.parametrize(("tolerance", "verdict"), [(1e-6, "AGREES"), (2.0**-21, "AGREES"), (2.0**-23, "REFUTED")])
def test_balls_are_held_to_it_too(tolerance: float, verdict: str) -> None:
    answer = check(nearly, "velocity", "gaussian", tolerance=tolerance, budget=PATIENT)
    assert answer.verdict == verdict and "symbols" not in {r.evidence for r in answer.records}, answer


def test_a_tolerance_as_large_as_the_quantity_shows_nothing() -> None:
    answer = of_field(lambda x, t, mu, Sigma: 0 * field(x, t, mu, Sigma), tolerance=1e6)
    assert (
        answer.verdict == "UNDECIDED"
        and "more than a hundredth of the quantity" in answer.why
        and "state at most 0.01" in answer.why
    )
    small = Seen(apart=[Apart(0.0, 1e-3, RUNG, RUNG.times[0])])
    assert "state at most 1e-05" in too_large(1e-4, small) and not too_large(1e-5, small) and too_large(1e-9, Seen())


@pytest.mark.parametrize("tolerance", [0, -1, float("nan"), float("inf"), "much", None])
def test_what_is_no_tolerance_is_refused(tolerance: Any) -> None:
    with pytest.raises(ValueError, match="must be a finite number above 0"):
        as_derivation(field, "velocity", "gaussian", tolerance=tolerance)


def test_how_far_is_in_units_of_the_value_where_that_is_large() -> None:
    d = as_derivation(nearly, "velocity", "gaussian")
    seen = compare(within(d, 1e-3), RUNG)
    assert farthest(seen).gap == pytest.approx(2.0**-22, rel=1e-6) and {a.size > 1 for a in seen.apart} == {True, False}


def test_a_right_formula_is_as_close_as_can_be() -> None:
    said = closeness(as_derivation(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian", assume="d=1"), 0, FAR)
    assert said.startswith("close: within ") and said.endswith("state tolerance=1e-15")
