"""Evidence: a formula and a regime in, a Finding out. One module per kind (kinds.py), imported when it is first asked for."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from verify.claim import Formula, Outcome, Regime, Test
from verify.evidence.kinds import kind_named
from verify.record import Finding

Decide = Callable[[Test, Formula, Regime, int], Finding]


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    """What this kind of evidence finds of `formula` in `regime`; `seed` is used by sampling and random directions only."""
    kind = kind_named(test.kind)
    if test.options.get("sides"):
        left, formula = test.subject(formula)
        test = replace(test, subject=left)
    if why := _lacks(test, regime):
        return _nothing(test.kind, f"the regime {regime.name!r} {why}")
    run: Decide = import_module(f"verify.evidence.{kind.name}").decide
    found = run(test, formula, regime, seed)
    if found.outcome is Outcome.HOLDS and not found.measure <= found.bound:
        return replace(found, outcome=Outcome.UNDECIDED, witness=f"{found.measure} is not within {found.bound}")
    return found


def _lacks(test: Test, regime: Regime) -> str:
    """What keeps the test from looking anywhere: a kind of evidence that needs more than the regime takes, or places left out."""
    needs = {"limit": "t", "order": "t", "boxes": "tx", "distribution": "tx", "network": "tx"}.get(test.kind, "")
    if missing := [name for name in (*needs, *test.options.get("along", "")) if name not in regime.takes]:
        return f"has no {missing[0]}, which {test.kind} needs"
    if regime.size == 0:
        return f"has {len(regime.times)} times and {len(regime.points)} points"
    return ""


def _nothing(kind: str, why: str) -> Finding:
    """A test that looked at nothing has found nothing."""
    return Finding(Outcome.UNDECIDED, float("nan"), 0.0, "", "nothing was tested", kind, why)
