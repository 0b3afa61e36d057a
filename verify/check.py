"""Checking a derivation: exact cases from the simplest upwards, symbols where the dimension allows, and an answer in words.

    PROVED     symbols: for all parameters in the sizes stated; balls: within 2^-200 at the exact points stated
    AGREES     no difference found: balls without a proof, floats within rounding, a module within its tolerance
    REFUTED    a certified difference, with the smallest counterexample found and a diagnosis
    UNDECIDED  neither, and what would decide it; also what a function does that leaves nothing to compare

`check` calls the function in this process. `check_all` gives each item a process of its own, where the system can fork: one that
hangs, or ends the process, becomes an UNDECIDED answer and the others go on. What was established before counts: an answer without
its diagnosis, or without the proof for all parameters, is sent ahead.
"""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from verify.claim import Claim, Outcome, Regime
from verify.derivation import Derivation, as_derivation
from verify.derivations.called import callable_module
from verify.derivations.compare import Difference, Look, describe, look
from verify.record import Record

if TYPE_CHECKING:
    from verify.derivations.diagnosis import Diagnosis

GRACE = 5.0  # seconds beyond the budget before a process is ended


@dataclass(frozen=True)
class Counterexample:
    parameters: str
    t: str
    x: str
    entry: str
    found: str
    certified: str
    regime: Regime  # to repeat


@dataclass(frozen=True)
class Answer:
    name: str
    of: str
    law: str
    verdict: str  # PROVED, AGREES, REFUTED, UNDECIDED
    scope: str
    why: str
    counterexample: Counterexample | None
    diagnosis: "Diagnosis | None"
    records: tuple[Record, ...]
    seconds: float
    repeat: str
    where: str

    def __str__(self) -> str:
        from verify.report import answer

        return answer.text(self)

    def _repr_html_(self) -> str:
        from verify.report import answer

        return answer.html(self)


def check(
    formula: Any, of: str | None = None, law: str = "mixture", *, seed: int = 0, budget: float = 30.0, **options: Any
) -> Answer:
    """Is `formula` the quantity `of` (verify.QUANTITIES) of this law? Options: verify.derivation.as_derivation.

    >>> def my_velocity(law, t, x):
    ...     S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    ...     return law.m1 - law.m0 + law.ar.solve(S, x - (1 - t) * law.m0 - t * law.m1) @ (t * law.S1 - (1 - t) * law.S0)
    >>> check(my_velocity, of="velocity", law="gaussian", assume="independent").verdict
    'PROVED'
    """
    if isinstance(formula, Claim):
        return of_claim(formula, seed)
    return decide(as_derivation(formula, of, law, **options), seed, budget)


def decide(d: Derivation, seed: int, budget: float, ahead: Callable[[Answer], None] = lambda answer: None) -> Answer:
    """The answer to one derivation, in this process; `ahead` is told what is established before the long steps that may follow."""
    from verify.derivations import verdict

    start = time.perf_counter()
    blank = Answer(d.name, d.of, d.law, "UNDECIDED", "", "", None, None, (), 0.0, repeat(d, seed), d.where)
    answer = verdict.of(d, blank, seed, start, start + budget, ahead)
    return replace(answer, seconds=time.perf_counter() - start)


def check_all(
    items: Sequence[Derivation | Claim], seed: int = 0, budget: float = 30.0, progress: Callable[[Answer], None] | None = None
) -> list[Answer]:
    """An answer for each, in order, each found in a process of its own; `progress` is told of each as it comes."""
    if len(items) > 1:
        _preload(items)
    answers = []
    for item in items:
        answers.append(_guarded(item, seed, budget))
        if progress:
            progress(answers[-1])
    return answers


def of_claim(claim: Claim, seed: int = 0) -> Answer:
    """A free claim: what all its tests say together."""
    from verify.run import run, verdict

    start = time.perf_counter()
    records = [r for test in claim.tests for r in run(claim, test, seed)]
    outcome, why = verdict(claim, records)
    proved = any((r.role, r.evidence, r.outcome) == ("claim", "symbols", "HOLDS") for r in records)
    said = "PROVED" if outcome is Outcome.HOLDS and proved else "AGREES" if outcome is Outcome.HOLDS else outcome.value
    scope = "; ".join(dict.fromkeys(r.scope for r in records if r.role == "claim" and r.outcome == outcome.value))
    why = why if outcome == claim.expect else f"{why} (expected {claim.expect.value})"
    seconds = time.perf_counter() - start
    return Answer(
        claim.id, "", "", said, scope, why, None, None, tuple(records), seconds, f"verify.check({claim.id})", claim.source
    )


def repeat(d: Derivation, seed: int) -> str:
    file = d.where.rpartition(":")[0]
    if file and not file.startswith("<"):
        return f"driftproof check {file}::{d.name} --seed {seed}"
    return f"verify.check({d.name}, of={d.of!r}, law={d.law!r}, seed={seed})"


def counterexample(found: Difference) -> Counterexample:
    entry = str(list(found.entry)) if found.entry else ""
    x = f"({', '.join(map(str, found.x))})"
    regime = replace(found.regime, times=(found.t,), points=(found.x,))
    return Counterexample(describe(regime), str(found.t), x, entry, found.found, found.certified, regime)


def _guarded(item: Derivation | Claim, seed: int, budget: float) -> Answer:
    """The answer from a child that may hang or die."""
    import multiprocessing
    import warnings

    if "fork" not in multiprocessing.get_all_start_methods():
        return _caught(item, seed, budget)
    context = multiprocessing.get_context("fork")
    mine, yours = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(yours, item, seed, budget))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of forking beside threads: the child runs its own work only
        process.start()
    yours.close()
    start, why = time.perf_counter(), f"gave no answer in {budget + GRACE:.0f} s"
    established: Answer | None = None
    try:
        while mine.poll(max(0.0, start + budget + GRACE - time.perf_counter())):
            final, answer = mine.recv()
            if final:
                return answer  # type: ignore[no-any-return]
            established = answer
    except EOFError:
        process.join(GRACE)
        why = f"ended the process with exit status {process.exitcode}"
    finally:
        process.kill()
        process.join()
        mine.close()
    seconds = time.perf_counter() - start
    if established is not None:
        return replace(established, why="; ".join(filter(None, [established.why, f"what was to follow {why}"])), seconds=seconds)
    return _lost(item, seed, f"{why}: nothing was found out", seconds)


def _preload(items: Sequence[Derivation | Claim]) -> None:
    """What every child would import again."""
    kinds = {a for item in items if isinstance(item, Derivation) for a in item.arithmetics}
    for kind, module in (("balls", "verify.evidence.balls"), ("symbols", "verify.evidence.symbols"), ("float64", "scipy.linalg")):
        if kind in kinds:
            import_module(module)
    import_module("verify.derivations.verdict")


def _work(pipe: Any, item: Derivation | Claim, seed: int, budget: float) -> None:
    if torch := sys.modules.get("torch"):
        with suppress(RuntimeError):
            torch.set_num_threads(1)  # the parent's threads are not here
    pipe.send((True, _caught(item, seed, budget, lambda answer: pipe.send((False, answer)))))


def _caught(item: Derivation | Claim, seed: int, budget: float, ahead: Callable[[Answer], None] = lambda answer: None) -> Answer:
    start = time.perf_counter()
    try:
        return of_claim(item, seed) if isinstance(item, Claim) else decide(item, seed, budget, ahead)
    except Exception as e:
        return _lost(item, seed, f"raised {type(e).__name__}: {e}", time.perf_counter() - start)


def _lost(item: Derivation | Claim, seed: int, why: str, seconds: float) -> Answer:
    if isinstance(item, Claim):
        return Answer(item.id, "", "", "UNDECIDED", "", why, None, None, (), seconds, f"verify.check({item.id})", item.source)
    return Answer(item.name, item.of, item.law, "UNDECIDED", "", why, None, None, (), seconds, repeat(item, seed), item.where)


__all__ = ["Answer", "Counterexample", "Look", "check", "check_all", "look"]
callable_module(__name__)
