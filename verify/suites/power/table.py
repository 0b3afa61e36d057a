"""Power: every mutant (verify.suites.power.mutants), given to every kind of evidence that its claim has. Who catches what?"""

from typing import Any

from verify import evidence
from verify.claim import Outcome
from verify.claims import find
from verify.evidence.kinds import KINDS
from verify.sharing import sharing
from verify.suites.power.mutants import MUTANTS, Mutant


def rows(seed: int = 0) -> list[dict[str, Any]]:
    """One row for each mutant and each kind of evidence its claim has: the outcome in the first regime that refutes it."""
    asked = {(mutant.claim, kind): None for mutant in MUTANTS for kind in _kinds(mutant)}
    found = {(m, kind): cells for claim, kind in asked for m, cells in _cells(claim, kind, seed).items()}
    return [found[m, kind] for m, mutant in enumerate(MUTANTS) for kind in _kinds(mutant)]


def _kinds(mutant: Mutant) -> list[str]:
    return list(dict.fromkeys(t.kind for t in find(mutant.claim).tests))


def decide(table: list[dict[str, Any]]) -> tuple[Outcome, str]:
    """HOLDS if every mutant is refuted by some kind of evidence, and every kind refutes some mutant."""
    seen = [row for row in table if row["outcome"] == Outcome.REFUTED]
    caught, useful = ({row[key] for row in seen} for key in ("mutant", "evidence"))
    missed = [m.name for m in MUTANTS if m.name not in caught]
    idle = [kind for kind in KINDS if kind not in useful]
    if missed or idle:
        return Outcome.REFUTED, f"nothing refutes: {missed}; refute nothing: {idle}"
    return Outcome.HOLDS, f"{len(caught)} mutants, each refuted"


def _cells(claim: str, kind: str, seed: int) -> dict[int, dict[str, Any]]:
    """The row of each mutant of this claim, by its number; in a regime all share what does not depend on the formula."""
    rows = {m: _row(mutant, kind) for m, mutant in enumerate(MUTANTS) if mutant.claim == claim}
    for test, regime in ((t, r) for t in find(claim).tests if t.kind == kind for r in t.regimes):
        with sharing():
            for m in (m for m, row in rows.items() if row["outcome"] != Outcome.REFUTED):
                found = evidence.decide(test, MUTANTS[m].formula, regime, seed)
                if found.outcome is not Outcome.HOLDS:
                    witness = found.witness if found.outcome is Outcome.REFUTED else ""
                    rows[m] |= {"outcome": found.outcome.value, "regime": regime.name, "witness": witness}
    return rows


def _row(mutant: Mutant, kind: str) -> dict[str, Any]:
    """Of a mutant that no regime has told apart yet."""
    claimed: Any = find(mutant.claim).formula
    ours = claimed.__module__.startswith("analytic.")
    name = f"{claimed.__module__.split('.')[-1]}.{claimed.__name__}" if ours else claimed.__name__.replace("_", " ")
    cells = {"suite": "power", "mutant": mutant.name, "formula": f"{name}, {mutant.claim}", "defect": mutant.defect}
    return {**cells, "evidence": kind, "outcome": Outcome.HOLDS.value, "regime": "all regimes", "witness": ""}
