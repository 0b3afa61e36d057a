"""The answer to one item, in this process: a derivation by its kind, a free claim by all its tests."""

import time
from collections.abc import Callable
from dataclasses import replace

from verify.claim import Claim, Outcome
from verify.derivations.answer import Answer, claim_answer, undecided
from verify.derivations.judging.verdict import answer_to
from verify.derivations.statement import Derivation
from verify.record import RecordRole
from verify.runner import run_all, verdict

Item = Derivation | Claim


def nobody(answer: Answer) -> None:
    """Who needs not be told what is established ahead."""


def decide(item: Item, seed: int, budget: float, ahead: Callable[[Answer], None] = nobody) -> Answer:
    """The answer; `ahead` is told what is established before the long steps that may follow."""
    start = time.perf_counter()
    answer = _of_claim(item, seed) if isinstance(item, Claim) else _of_derivation(item, seed, budget, ahead)
    return replace(answer, seconds=time.perf_counter() - start)


def not_decided(item: Item, seed: int, why: str, seconds: float) -> Answer:
    """What could not be tried, or not to the end."""
    if not isinstance(item, Claim):
        return undecided(item, why, seed, seconds)
    return claim_answer(item.id, item.source, why=why, seconds=seconds)


def label_of(item: Item) -> str:
    """The name of a derivation, the id of a free claim."""
    return item.id if isinstance(item, Claim) else item.name


def _of_derivation(d: Derivation, seed: int, budget: float, ahead: Callable[[Answer], None]) -> Answer:
    if d.formula.tolerance:
        from verify.derivations.judging.module_error import judge_module  # SciPy's distributions, which others need not

        return judge_module(d, seed)
    return answer_to(d, seed, budget, ahead)


def _of_claim(claim: Claim, seed: int) -> Answer:
    """What all its tests say together."""
    records = run_all(claim, seed)
    outcome, why = verdict(claim, records)
    proved = any((r.role, r.evidence, r.outcome) == (RecordRole.CLAIM, "symbols", Outcome.HOLDS) for r in records)
    said = {Outcome.HOLDS: "PROVED" if proved else "AGREES"}.get(outcome, outcome.value)
    scope = "; ".join(dict.fromkeys(r.scope for r in records if r.role == RecordRole.CLAIM and r.outcome == outcome.value))
    why = why if outcome == claim.expect else f"{why} (expected {claim.expect.value})"
    return claim_answer(claim.id, claim.source, verdict=said, scope=scope, why=why, records=tuple(records))
