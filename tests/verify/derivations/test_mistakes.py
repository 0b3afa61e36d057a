"""An error of a formula names the line, and the name that was meant."""

from typing import Any

import pytest

from analytic import arithmetic
from tests.verify.derivations.samples import RUNG
from verify import check
from verify.derivations import cases
from verify.derivations.mistakes import nearest, told

LAW: Any = RUNG.law(arithmetic.float64())
MIXTURE: Any = cases.fresh("mixture", frozenset(), 0, 1)[0].law(arithmetic.float64())


def said(f: Any, law: Any = LAW) -> str:
    with pytest.raises(Exception) as found:
        f(law)
    return told(found.value)


def test_a_law_says_what_it_has_and_what_was_meant() -> None:
    wrong = lambda law: law.Sigma0  # noqa: E731
    line = wrong.__code__.co_firstlineno
    assert said(wrong) == f"a Gaussian pair has m0, S0, m1, S1, X and ar, no Sigma0; did you mean S0? (line {line})"
    assert "a mixture has w, m0, S0, m, C and ar, no means; did you mean m?" in said(lambda law: law.means, MIXTURE)
    assert "no qqq (line" in said(lambda law: law.qqq)


def test_an_operation_that_is_spelt_alike_is_named() -> None:
    assert "the operations of law.ar have no solv; did you mean solve? (line" in said(lambda law: law.ar.solv(law.S0, law.m0))
    assert "did you mean" not in said(lambda law: law.ar.qqqqq)


def test_other_errors_have_their_line_and_nothing_else() -> None:
    line = test_other_errors_have_their_line_and_nothing_else.__code__.co_firstlineno + 2
    assert said(lambda law: 1 / 0) == f"division by zero (line {line})"
    assert told(ValueError("of ours")) == "of ours"


@pytest.mark.parametrize(
    ("name", "meant"), [("mu_0", "m0"), ("Sigma_1", "S1"), ("cov0", "S0"), ("x", "X"), ("mean1", "m1"), ("loc", "")]
)
def test_names_are_read_in_the_letters_of_a_law(name: str, meant: str) -> None:
    assert nearest(name, ["m0", "S0", "m1", "S1", "X", "ar"]) == meant


def test_it_is_the_answer() -> None:
    answer = check(lambda law, t, x: law.ar.solv(law.S0, x), "velocity", "gaussian")
    assert answer.verdict == "ERROR" and "did you mean solve? (line " in answer.why
