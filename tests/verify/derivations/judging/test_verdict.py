"""What is proved in which scope, what agrees, and what a hostile function gets."""

import random
import time
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import PATIENT, drift, field, jacobian, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging.verdict import answer_to, assumed


def test_proved_with_its_scope() -> None:
    answer = check(jacobian, "jacobian", budget=PATIENT)
    assert answer.verdict == "PROVED" and answer.why == ""
    assert "all parameters in d=1, K=1; in d=1, K=2; in d=2, K=1; at 3" in answer.scope
    assert "exact points in d <= 8, K <= 8, within" in answer.scope
    assert {"balls", "symbols", "digits", "float64"} <= {r.evidence for r in answer.records}
    assert {r.outcome for r in answer.records} == {"HOLDS"}
    assert "driftproof check" in answer.repeat and "::jacobian --seed 0" in answer.repeat and ":" in answer.where


def test_a_diagnosis_that_fails_leaves_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.derivations import diagnosis

    monkeypatch.setattr(diagnosis, "diagnose", lambda d, seed, deadline: 1 / 0)
    answer = of_field(lambda x, t, mu, Sigma: -field(x, t, mu, Sigma))
    assert answer.verdict == "REFUTED" and "no diagnosis: it raised ZeroDivisionError" in answer.why


def raising(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    raise RuntimeError("boom")


def changing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    value = field(x, t, mu, Sigma)
    Sigma *= 2
    return value


def printing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    print("here")
    return field(x, t, mu, Sigma)


def drawing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return field(x, t, mu, Sigma) + np.random.standard_normal() + random.random()


CALLS = [0]


def counting(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    CALLS[0] += 1
    return field(x, t, mu, Sigma) * CALLS[0]


def recursive(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return recursive(x, t, mu, Sigma)


@pytest.mark.parametrize(
    ("f", "verdict", "words"),
    [
        (raising, "UNDECIDED", "raises RuntimeError: boom"),
        (recursive, "UNDECIDED", "raises RecursionError"),
        (drawing, "UNDECIDED", "is not deterministic"),
        (counting, "UNDECIDED", "is not deterministic"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * np.nan, "REFUTED", "returns NaN at a finite input"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) / 0, "REFUTED", "at a finite input"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).sum(), "UNDECIDED", "returns shape ()"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + 0j, "UNDECIDED", "returns complex numbers"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).astype(int), "UNDECIDED", "returns int64"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).astype(np.float16), "UNDECIDED", "returns float16"),
        (lambda x, t, mu, Sigma: None, "UNDECIDED", "returns NoneType"),
        (lambda x, t, mu, Sigma: "text", "UNDECIDED", "floats (float32, float64) are expected"),
        (changing, "AGREES", "changes its argument Sigma"),
        (printing, "AGREES", "prints: 'here'"),
    ],
)
def test_hostile_functions(f: Any, verdict: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = of_field(f)
    assert answer.verdict == verdict and words in answer.why, answer
    assert capsys.readouterr() == ("", "")


def test_the_budget_is_kept() -> None:
    def slow(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        time.sleep(0.05)
        return field(x, t, mu, Sigma)

    answer = check(slow, "velocity", "gaussian", budget=2)
    assert answer.verdict in ("AGREES", "UNDECIDED") and "no time was left to finish the ladder: 2 s were given" in answer.why


def test_what_is_established_is_told_before_the_proof() -> None:
    told: list[Answer] = []
    answer = answer_to(as_derivation(drift, "velocity", "gaussian", assume="d=1"), 0, PATIENT, told.append)
    assert [a.verdict for a in told] == ["AGREES"] and answer.verdict == "PROVED"
    assert "balls at points are no proof" in told[0].why and "balls" not in answer.why


def test_a_counterexample_is_told_before_the_diagnosis() -> None:
    told: list[Answer] = []
    answer = answer_to(as_derivation(lambda law, t, x: -drift(law, t, x), "velocity", "gaussian"), 0, PATIENT, told.append)
    assert [a.verdict for a in told] == ["REFUTED"] and told[0].counterexample == answer.counterexample is not None


def test_what_a_verdict_is_restricted_to_is_said() -> None:
    d = as_derivation(drift, "velocity", "gaussian", assume=("independent", "d=2"))
    assert assumed(d) == "; assuming d=2, x0 and x1 are independent"
    assert assumed(as_derivation(drift, "velocity", "gaussian")) == ""
