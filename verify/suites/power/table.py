"""Power: every mutant (verify.suites.power.mutants), given to every kind of evidence that its claim has. Who catches what?"""

from typing import Any

from verify import evidence
from verify.claim import Outcome
from verify.claims import find
from verify.evidence.kinds import KINDS
from verify.suites.power.mutants import MUTANTS, Mutant


def rows(seed: int = 0) -> list[dict[str, Any]]:
    """One row for each mutant and each kind of evidence its claim has: the outcome in the first regime that refutes it."""
    return [_row(mutant, kind, seed) for mutant in MUTANTS for kind in dict.fromkeys(t.kind for t in find(mutant.claim).tests)]


def decide(table: list[dict[str, Any]]) -> tuple[Outcome, str]:
    """HOLDS if every mutant is refuted by some kind of evidence, and every kind refutes some mutant."""
    seen = [row for row in table if row["outcome"] == Outcome.REFUTED]
    caught, useful = ({row[key] for row in seen} for key in ("mutant", "evidence"))
    missed = [m.name for m in MUTANTS if m.name not in caught]
    idle = [kind for kind in KINDS if kind not in useful]
    if missed or idle:
        return Outcome.REFUTED, f"nothing refutes: {missed}; refute nothing: {idle}"
    return Outcome.HOLDS, f"{len(caught)} mutants, each refuted"


def _row(mutant: Mutant, kind: str, seed: int) -> dict[str, Any]:
    blurred = None
    for test in find(mutant.claim).tests:
        for regime in test.regimes if test.kind == kind else ():
            found = evidence.decide(test, mutant.formula, regime, seed)
            if found.outcome is Outcome.REFUTED:
                return _cells(mutant, kind, found.outcome, regime.name, found.witness)
            blurred = regime.name if found.outcome is Outcome.UNDECIDED else blurred
    return _cells(mutant, kind, Outcome.UNDECIDED if blurred else Outcome.HOLDS, blurred or "all regimes", "")


def _cells(mutant: Mutant, kind: str, outcome: Outcome, regime: str, witness: str) -> dict[str, Any]:
    claimed: Any = find(mutant.claim).formula
    ours = claimed.__module__.startswith("analytic.")
    name = f"{claimed.__module__.split('.')[-1]}.{claimed.__name__}" if ours else claimed.__name__.replace("_", " ")
    cells = {"suite": "power", "mutant": mutant.name, "formula": f"{name}, {mutant.claim}", "defect": mutant.defect}
    return {**cells, "evidence": kind, "outcome": outcome.value, "regime": regime, "witness": witness}
