"""The table of mutants is judged: one that nothing refutes, or a kind of evidence that refutes none, is seen."""

from typing import Any

from verify.claim import Outcome
from verify.evidence.kinds import KINDS
from verify.suites.power import table as power
from verify.suites.power.mutants import MUTANTS


def row(mutant: str, evidence: str, outcome: str = "REFUTED") -> dict[str, Any]:
    return {"mutant": mutant, "evidence": evidence, "outcome": outcome}


def test_every_mutant_and_every_kind_counts() -> None:
    kinds = list(KINDS)
    rows = [row(m.name, kinds[i % len(kinds)]) for i, m in enumerate(MUTANTS)]
    assert power.decide(rows)[0] is Outcome.HOLDS
    outcome, why = power.decide([*rows[1:], row(MUTANTS[0].name, kinds[0], "HOLDS")])
    assert outcome is Outcome.REFUTED and MUTANTS[0].name in why
    outcome, why = power.decide([row(m.name, kinds[0]) for m in MUTANTS])
    assert outcome is Outcome.REFUTED and kinds[1] in why
    assert power.decide([])[0] is Outcome.REFUTED


def test_a_mutant_is_given_to_every_kind_of_evidence_its_claim_has() -> None:
    m = next(m for m, mutant in enumerate(MUTANTS) if mutant.name == "no collider")
    found = power._cells(MUTANTS[m].claim, "balls", 0)[m]
    assert found["outcome"] == "REFUTED" and found["formula"].endswith("CD-6.4c")
