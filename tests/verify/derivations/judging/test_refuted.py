"""A formula that differs: what is said of it in which order, and that the verdict stands whatever fails after it."""

from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import PATIENT, drift, field, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging import refuted
from verify.derivations.judging.decide import decide


def test_a_diagnosis_that_fails_leaves_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.derivations import diagnosis

    monkeypatch.setattr(diagnosis, "diagnose", lambda d, seed, deadline: 1 / 0)
    answer = of_field(lambda x, t, mu, Sigma: -field(x, t, mu, Sigma))
    assert answer.verdict == "REFUTED" and "no diagnosis: it raised ZeroDivisionError" in answer.why


def test_a_search_for_guards_that_fails_leaves_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refuted, "guarded", lambda d, seed, end: 1 / 0)
    answer = of_field(lambda x, t, mu, Sigma: -field(x, t, mu, Sigma))
    assert answer.verdict == "REFUTED" and "not tried without its guards: it raised ZeroDivisionError" in answer.why


def test_a_counterexample_is_told_before_the_diagnosis() -> None:
    told: list[Answer] = []
    answer = decide(as_derivation(lambda law, t, x: -drift(law, t, x), "velocity", "gaussian"), 0, PATIENT, told.append)
    assert [a.verdict for a in told] == ["REFUTED"] and told[0].counterexample == answer.counterexample is not None


def test_rounding_noise_is_no_guard_and_may_be_close() -> None:
    def central(x: Any, t: Any, mu: Any, Sigma: Any, h: float = 1e-5) -> Any:
        steps = h * np.eye(len(x))
        return sum(field(x + e, t, mu, Sigma)[i] - field(x - e, t, mu, Sigma)[i] for i, e in enumerate(steps)) / (2 * h)

    answer = check(central, "divergence", "gaussian", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "rounding noise" in answer.why and "close: within" in answer.why
