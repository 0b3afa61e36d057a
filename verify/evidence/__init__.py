"""Evidence: a formula and a regime in, a Finding out. One module per kind, imported when it is first asked for."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from verify.claim import Finding, Formula, Regime, Test

KINDS = ("symbols", "balls", "rate", "float64", "autodiff", "differences", "limit", "sampling")

Decide = Callable[[Test, Formula, Regime, int], Finding]


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    """What this kind of evidence finds of `formula` in `regime`; `seed` is used by sampling and random directions only."""
    if test.kind not in KINDS:
        raise ValueError(f"{test.kind!r} is no kind of evidence: use one of {', '.join(KINDS)}")
    if test.options.get("sides"):
        left, formula = test.subject(formula)
        test = replace(test, subject=left)
    run: Decide = import_module(f"verify.evidence.{test.kind}").decide
    return run(test, formula, regime, seed)
