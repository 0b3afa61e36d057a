"""A refuted claim is told the change of its own text that all its evidence accepts."""

from typing import Any

import pytest

from analytic import gaussian
from verify.claim import Claim, identity
from verify.derivations.judging.claim_repair import claim_repair
from verify.derivations.judging.free_claim import of_claim
from verify.regimes import PAIRS


def wrong_sign(law: Any, t: Any, x: Any) -> Any:
    return gaussian.denoiser(law, t, x) + gaussian.noise(law, t, x)


def two_slips(law: Any, t: Any, x: Any) -> Any:
    return 3 * gaussian.denoiser(law, t, x) + gaussian.noise(law, t, x)


def is_velocity(formula: Any, case: Any) -> Any:
    return formula(case.law, case.t, case.x) - gaussian.drift(case.law, case.t, case.x)


def claim(f: Any) -> Claim:
    return Claim("MINE", "notes", "x", "", f, identity(is_velocity, PAIRS[:2]))


def test_what_is_right_is_told_with_the_counterexample() -> None:
    answer = of_claim(claim(wrong_sign), 0)
    assert answer.verdict == "REFUTED" and answer.counterexample is not None
    assert 'right with "...denoiser(law, t, x) - gaussian.noise(law,..." for "...denoiser(law, t, x) + gaussian' in answer.why


@pytest.mark.parametrize("f", [two_slips, gaussian.noise])
def test_what_is_not_known_is_not_told(f: Any) -> None:
    """Two slips; and a formula whose text is ours."""
    assert claim_repair(claim(f), 0) is None and of_claim(claim(f), 0).verdict == "REFUTED"


def test_what_only_the_cheapest_evidence_accepts_is_not_told() -> None:
    """Of two tests of one price the first accepts anything, and so every change; the second refutes all."""
    blind = identity(lambda formula, case: 0 * case.x, PAIRS[:2])
    both = Claim("MINE", "notes", "x", "", two_slips, (*blind, *identity(is_velocity, PAIRS[:2])))
    assert claim_repair(both, 0) is None
    assert claim_repair(Claim("MINE", "notes", "x", "", two_slips, blind), 0) is not None
