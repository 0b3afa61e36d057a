"""Symbols prove a right formula in every size that is allowed, refute a wrong one in the first, and stop when the time is up."""

from typing import Any

import pytest

from analytic import arithmetic, gaussian
from verify import as_derivation
from verify.claim import Outcome
from verify.derivations.judging.symbol_proofs import all_parameters, prove, sizes
from verify.derivations.spent import spent
from verify.regimes.laws import LAWS


def later(seconds: float = 600.0) -> float:
    return spent() + seconds


def test_a_right_formula_is_proved_in_each_size_smallest_first() -> None:
    found, stopped = prove(as_derivation(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian"), later(), 0)
    assert [about for about, _ in found] == ["all parameters in d=1", "all parameters in d=2"] and stopped == ""
    assert {finding.outcome for _, finding in found} == {Outcome.HOLDS}


def test_a_wrong_formula_stops_at_its_first_size() -> None:
    found, stopped = prove(as_derivation(lambda law, t, x: t * gaussian.drift(law, t, x), "velocity", "gaussian"), later(), 0)
    assert [finding.outcome for _, finding in found] == [Outcome.REFUTED]
    assert stopped.startswith("symbols, all parameters in d=1: ")


def test_one_that_raises_is_no_proof() -> None:
    def unwilling(law: Any, t: Any, x: Any) -> Any:
        raise ArithmeticError("not in symbols")

    found, stopped = prove(as_derivation(unwilling, "velocity", "gaussian"), later(), 0)
    assert [finding.outcome for _, finding in found] == [Outcome.UNDECIDED] and "ArithmeticError: not in symbols" in stopped


def test_without_time_nothing_is_proved() -> None:
    d = as_derivation(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian")
    assert prove(d, later(-1), 0) == ([], "no time was left for more symbols")


@pytest.mark.parametrize("law", LAWS)
def test_only_sizes_that_are_assumed_are_proved(law: str) -> None:
    assert sizes(law, frozenset()) == list(LAWS[law].proved)
    assert sizes(law, frozenset({"d=1"})) == [s for s in LAWS[law].proved if s[0] == 1]
    assert sizes(law, frozenset({"d=7"})) == []  # of a line that is a contradiction


def test_commuting_covariances_are_diagonal_symbols() -> None:
    law = all_parameters("gaussian", 2, 1, frozenset({"commuting"})).law(arithmetic.symbols())
    product = law.S0 @ law.S1 - law.S1 @ law.S0
    assert all(entry == 0 for entry in product.flat)
    d = as_derivation(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian", assume="commuting")
    assert {finding.outcome for _, finding in prove(d, later(), 0)[0]} == {Outcome.HOLDS}
