"""A derivation of which nothing differs: proved, agreeing, or within its tolerance; what was left out is said."""

import json

from tests.verify.derivations.samples import PATIENT, drift, field, jacobian, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging.decide import decide
from verify.derivations.judging.standing import left_open, to_ulps
from verify.derivations.seen import Seen
from verify.drawing.answer import row as answer_row
from verify.drawing.machine import json_lines


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
    said = to_ulps(Seen(agree=2, dimension=1, ulps=[(1.0, "a", 64.0), (3.0, "b", 1024.0)]), 2.0**-53)
    assert said.startswith("to 3 ulps (bound 1.02e+03), 6.7e-16 of the largest entry, which rounding explains, on 2 cases in")
    assert "on 2 cases in d <= 1 (the worst: b)" in said
    assert said.endswith(", half of them to 2")


def test_of_a_pass_in_floats_ulps_bound_and_relative_error_are_told_everywhere() -> None:
    answer = of_field(field)
    (found,) = (r for r in answer.records if r.unit == "ulps" and r.role == "derivation")
    assert answer.verdict == "AGREES" and 0 < found.measure < found.bound
    said = f"to {found.measure:.3g} ulps (bound {found.bound:.3g}), {2**-52 * found.measure:.2g} of the largest entry"
    row = json.loads(json_lines([answer_row(answer)], ""))
    assert said in str(answer) and said in answer._repr_html_() and said in row["scope"]
    (kept,) = (r for r in row["records"] if r["unit"] == "ulps" and r["role"] == "derivation")
    assert (kept["measure"], kept["bound"]) == (found.measure, found.bound)


def test_what_was_not_compared_is_said_once() -> None:
    seen = Seen(missing=["t = 0"], undecided=["wide"], blurred=["far tail (rounding)", "other", "third"])
    assert left_open(seen) == ["no value at t = 0", "1 times undecided: wide", "not counted: far tail (rounding) and 2 more"]
    assert left_open(Seen(blurred=["one"])) == ["not counted: one"] and left_open(Seen()) == []
