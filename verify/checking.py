"""Checking a derivation: exact cases from the simplest upwards, symbols where the dimension allows, and an answer in words.

PROVED     symbols: for all parameters in the sizes stated; balls: within 2^-200 at the exact points stated
AGREES     no difference found: balls without a proof, floats within rounding, an approximation or a module within its tolerance
GUARDED    right but for a guard, a small constant of its text such as + 1e-8, where that shows: it differs, and would not without
REFUTED    a certified difference, with the smallest counterexample found and a diagnosis
UNDECIDED  neither, and what would decide it; also what a function does that leaves nothing to compare
ERROR      it cannot be stated so, or names what is not there: where, and what was meant
"""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from analytic.options import each, function, one_of, positive, seeded
from verify.claim import Claim
from verify.derivations.answer import Answer
from verify.derivations.isolation.child import Child, itself
from verify.derivations.isolation.peer import Ended
from verify.derivations.judging.decide import Item, decide, not_decided
from verify.derivations.statement import Derivation
from verify.derivations.stating.state import as_derivation
from verify.derivations.threads import one_thread


def check(
    formula: Any, of: str | None = None, law: str = "mixture", *, seed: int = 0, budget: float = 30.0, **options: Any
) -> Answer:
    """Is `formula` the quantity `of` (`verify.QUANTITIES`) of this law? Called in this process; may compute `budget` seconds.

    `formula`: f(law, t, x) in the operations of law.ar, a plain NumPy or torch function, a SymPy expression, a trained torch
    module, a Derivation, or a Claim; options: `verify.as_derivation`. TypeError, ValueError, KeyError: it cannot be stated so.

    >>> def my_velocity(law, t, x):
    ...     S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    ...     return law.m1 - law.m0 + law.ar.solve(S, x - (1 - t) * law.m0 - t * law.m1) @ (t * law.S1 - (1 - t) * law.S0)
    >>> check(my_velocity, of="velocity", law="gaussian", assume="independent").verdict
    'PROVED'
    """
    __tracebackhide__ = True  # for notebooks and pytest: a mistake of use is the caller's line
    seed, budget = seeded(seed), positive("budget", budget)
    item: Item = formula if isinstance(formula, Claim) else as_derivation(formula, of, law, **options)
    with one_thread():
        return decide(item, seed, budget)


def check_all(
    items: Sequence[Item], seed: int = 0, budget: float = 30.0, progress: Callable[[Answer], None] | None = None
) -> list[Answer]:
    """An answer for each, in order, found in a child process where the system can fork; `progress` is told of each as it comes.

    An item that hangs, or ends the process, becomes an UNDECIDED answer and the others go on.
    """
    seed, budget = seeded(seed), positive("budget", budget)
    items = each("items", items, _item)
    if progress is not None:
        function("progress", progress)
    answers = []
    forks = "fork" in multiprocessing.get_all_start_methods()
    with Child(lambda: list(items), "fork" if forks else "spawn", seed, budget, itself) as child:
        for n, item in enumerate(items):
            answers.append(_answer(child, n, item, seed) if forks else decide(item, seed, budget))
            if progress:
                progress(answers[-1])
    return answers


def _item(name: str, given: Any) -> Item:
    one_of(name, given, Derivation, Claim)
    item: Item = given
    return item


def _answer(child: Child, n: int, item: Item, seed: int) -> Answer:
    """The answer to item n; if the child ends over it, what it had established, or that nothing was found out."""
    start = time.perf_counter()
    try:
        answer: Answer = child.answer(n)
        return answer
    except Ended as e:
        seconds = time.perf_counter() - start
        if e.established is None:
            return not_decided(item, seed, str(e), seconds)
        established: Answer = e.established
        return replace(established.because(e.unfinished), seconds=seconds)
