"""The answer to one item, in this process: a derivation by its kind, a free claim by all its tests."""

import time
from collections.abc import Callable
from dataclasses import replace

from verify.claim import Claim
from verify.derivations.answer import Answer, claim_answer, undecided
from verify.derivations.judging.claimed_order import judge_order
from verify.derivations.judging.conditional_mean import judge_conditional_mean
from verify.derivations.judging.free_claim import of_claim
from verify.derivations.judging.gradient import judge_gradient
from verify.derivations.judging.on_average import judge_average
from verify.derivations.judging.question import Question
from verify.derivations.judging.verdict import answer_to
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation

Item = Derivation | Claim


def nobody(answer: Answer) -> None:
    """Who needs not be told what is established ahead."""


def decide(item: Item, seed: int, budget: float, ahead: Callable[[Answer], None] = nobody) -> Answer:
    """The answer; `ahead` is told what is established before the long steps that may follow."""
    start = time.perf_counter()
    answer = of_claim(item, seed) if isinstance(item, Claim) else _of_derivation(item, seed, budget, ahead)
    return replace(answer, seconds=time.perf_counter() - start)


def not_decided(item: Item, seed: int, why: str, seconds: float) -> Answer:
    """What could not be tried, or not to the end."""
    if not isinstance(item, Claim):
        return undecided(item, why, seed, seconds)
    return claim_answer(item.id, item.where or item.source, seed, why=why, seconds=seconds)


def label_of(item: Item) -> str:
    """The name of a derivation, the id of a free claim."""
    return item.id if isinstance(item, Claim) else item.name


def _of_derivation(d: Derivation, seed: int, budget: float, ahead: Callable[[Answer], None]) -> Answer:
    if d.formula.trained:
        from verify.derivations.judging.module_error import judge_module  # SciPy's distributions, which others need not

        return judge_module(d, seed)
    return JUDGES[d.kind](Question(d, seed, spent(), budget, ahead))


JUDGES: dict[str, Callable[[Question], Answer]] = {
    "value": answer_to,
    "average": judge_average,
    "conditional mean": judge_conditional_mean,
    "gradient": judge_gradient,
    "order": judge_order,
}
