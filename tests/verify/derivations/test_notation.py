"""An answer speaks in one notation: that of `law` where the formula reads it, else that of a textbook; each end its number."""

import re
from typing import Any

import pytest

from verify.checking import check
from verify.derivations.notation import written
from verify.derivations.stating.state import as_derivation


def of_law(law: Any, t: Any, x: Any) -> Any:
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 + law.ar.solve(S, x - (1 - t) * law.m0 + t * law.m1) @ (t * law.S1)


def of_names(x: Any, t: Any, mu0: Any, Sigma0: Any, mu1: Any, Sigma1: Any) -> Any:
    return mu1 + 0 * x


@pytest.mark.parametrize(
    ("formula", "law", "ends", "words"),
    [
        (of_law, "gaussian", "x1 is data", "m1, S1, m0, S0 S^-1"),
        (of_law, "gaussian", "x0 is data", "m0, S0, m0, S0 S^-1"),
        (of_law, "mixture", "x1 is data", "sum_k w_k m_k, C_k, m0, S0 S^-1"),
        (of_names, "gaussian", "x1 is data", "mu_1, Sigma_1, mu_0, Sigma_0 S^-1"),
        (of_names, "gaussian", "x0 is data", "mu_0, Sigma_0, mu_0, Sigma_0 S^-1"),
    ],
)
def test_words_are_in_the_letters_of_the_formula(formula: Any, law: str, ends: str, words: str) -> None:
    d = as_derivation(formula, "mean", law, ends=ends)
    assert written("sum_k pi_k mu_k, Sigma_k, mu_0, Sigma_0 S^-1", d) == words


@pytest.mark.parametrize(
    ("formula", "mine", "other"), [(of_law, r"\bm[01]\b", r"mu_|mean\d"), (of_names, "mu_[01]", r"\bm[01]\b|mean[01]")]
)
def test_one_notation_in_one_answer(formula: Any, mine: str, other: str) -> None:
    answer = check(formula, "denoiser", "gaussian", assume="independent")
    assert answer.counterexample and answer.diagnosis
    said = f"{answer.counterexample.parameters}; {answer.diagnosis.words}"
    assert re.search(mine, answer.counterexample.parameters) and not re.search(other, said.partition("; right with")[0]), said


def test_a_letter_of_a_case_is_what_the_formula_reads() -> None:
    """With the data at x0, law.m0 and mu_0 are the data's; the value found is what stands at them."""
    for formula in (lambda law, t, x: law.m0 + 0 * x, lambda x, t, mu0, mu1: mu0 + 0 * x):
        answer = check(formula, "mean", "gaussian", ends="x0 is data")
        c = answer.counterexample
        assert c and (value := re.search(r"\b(?:m0|mu_0)=(\S+?),", c.parameters))
        assert float(c.found.split()[0]) == float(value[1])
