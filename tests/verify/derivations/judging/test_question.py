"""What a verdict is restricted to is said, and until when it may be looked for."""

from tests.verify.derivations.samples import drift, field
from verify import as_derivation
from verify.derivations.judging.question import Question, assumed


def test_what_a_verdict_is_restricted_to_is_said() -> None:
    d = as_derivation(drift, "velocity", "gaussian", assume=("independent", "d=2"))
    assert assumed(d) == "; assuming d=2, x0 and x1 are independent"
    assert assumed(as_derivation(drift, "velocity", "gaussian")) == ""


def test_a_record_is_of_the_arithmetic_that_judges() -> None:
    for f, evidence in ((drift, "balls"), (field, "float64")):
        q = Question(as_derivation(f, "velocity", "gaussian"), 7, 100.0, 2.0, lambda answer: None)
        record = q.record(outcome="HOLDS", regime="", scope="")
        assert (record.evidence, record.seed, q.end) == (evidence, 7, 102.0)
        assert q.answer([record], "here", "", "why").why == "why"
