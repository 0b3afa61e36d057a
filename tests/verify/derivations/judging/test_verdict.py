"""What a hostile function gets, and a slow one."""

import random
import time
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import field, of_field
from verify import as_derivation, check
from verify.derivations.answer import Answer
from verify.derivations.judging.question import Question
from verify.derivations.judging.verdict import answer_to
from verify.derivations.spent import spent


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
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return field(x, t, mu, Sigma)

    answer = check(slow, "velocity", "gaussian", budget=2)
    assert answer.verdict in ("AGREES", "UNDECIDED") and "no time was left to finish the ladder: 2 s were given" in answer.why


def test_an_assumption_that_no_law_meets_leaves_nothing_to_try() -> None:
    ahead = list[Answer]()
    stated = as_derivation(lambda law, t, x: x, "velocity", assume=("d=1", "d=2"))
    answer = answer_to(Question(stated, 0, spent(), 1.0, ahead.append))
    assert (answer.verdict, ahead) == ("UNDECIDED", []) and "nothing was tried, 0 points" in answer.why
