"""A derivation of which nothing differs: proved, agreeing, or within its tolerance; what was left out is said."""

from tests.verify.derivations.samples import PATIENT, drift, field, jacobian, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging.decide import decide
from verify.derivations.judging.standing import left_open, to_ulps
from verify.derivations.seen import Seen


def test_proved_with_its_scope() -> None:
    answer = check(jacobian, "jacobian", budget=PATIENT)
    assert answer.verdict == "PROVED" and answer.why == ""
    assert "all parameters in d=1, K=1; in d=1, K=2; in d=2, K=1; at 3" in answer.scope
    assert "exact points in d <= 8, K <= 8, within" in answer.scope
    assert {"balls", "symbols", "digits", "float64"} <= {r.evidence for r in answer.records}
    assert {r.outcome for r in answer.records} == {"HOLDS"}
    assert "driftproof check" in answer.repeat and "::jacobian --seed 0" in answer.repeat and ":" in answer.where


def test_what_is_established_is_told_before_the_proof() -> None:
    told: list[Answer] = []
    answer = decide(as_derivation(drift, "velocity", "gaussian", assume="d=1"), 0, PATIENT, told.append)
    assert [a.verdict for a in told] == ["AGREES"] and answer.verdict == "PROVED"
    assert "balls at points are no proof" in told[0].why and "balls" not in answer.why


def test_floats_agree_to_so_many_ulps_and_what_is_within_a_tolerance_is_an_approximation() -> None:
    assert " of the largest entry, which rounding explains, on 1" in of_field(field).scope and of_field(
        field, tolerance=1e-9
    ).scope.startswith("an approximation")
    said = to_ulps(Seen(agree=2, dimension=1, ulps=[(1.0, "a"), (3.0, "b")]), 2.0**-53)
    assert said.startswith("to 3 ulps, 6.7e-16 of the largest entry, which rounding explains, on 2 cases in d <= 1 (the worst: b)")
    assert said.endswith(", half of them to 2")


def test_what_was_not_compared_is_said_once() -> None:
    seen = Seen(missing=["t = 0"], undecided=["wide"], blurred=["far tail (rounding)", "other", "third"])
    assert left_open(seen) == ["no value at t = 0", "1 times undecided: wide", "not counted: far tail (rounding) and 2 more"]
    assert left_open(Seen(blurred=["one"])) == ["not counted: one"] and left_open(Seen()) == []
