"""A claim of a user's file, decided by its own tests: what they say together, where they refute it, what they cannot tell apart.

Evidence that nothing could fail shows nothing. A claim that names no near miss gets some of ours: each must be refuted by some
evidence, and each evidence must refute one of them. Not every true claim can: the velocity may be affine in x, and so is twice it.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Claim, Formula, Outcome, Regime, cases
from verify.derivations.answer import Answer, Counterexample, claim_answer, joined
from verify.derivations.judging.claim_repair import claim_repair
from verify.derivations.notation import OF_LAW
from verify.derivations.seen import describe
from verify.evidence.enclosure import BITS, compare
from verify.record import Record, RecordRole
from verify.runner import run_all, verdict

SLIGHTLY = Fraction(1, 10**9)
RESIDUALS = ("balls", "float64")  # kinds of evidence whose subject is the residual itself
WHY = "nothing shows that this evidence could fail"


def of_claim(claim: Claim, seed: int) -> Answer:
    """What all its tests say together."""
    tried = claim if claim.near_misses else replace(claim, near_misses=near_misses(claim))
    records = run_all(tried, seed)
    stated = records if claim.near_misses else [r for r in records if r.role != RecordRole.NEAR_MISS]
    outcome, why = verdict(claim, stated)
    doubt = next((r for r in stated if r.role == RecordRole.CLAIM and r.outcome == Outcome.UNDECIDED), None)
    if doubt and outcome is not Outcome.REFUTED:
        outcome, why = Outcome.UNDECIDED, f"{doubt.evidence}: {doubt.witness or doubt.scope}"
    elif missed := _missed(records, bool(claim.near_misses)) if outcome is not Outcome.REFUTED else "":
        outcome, why = Outcome.UNDECIDED, missed
    proved = any((r.role, r.evidence, r.outcome) == (RecordRole.CLAIM, "symbols", Outcome.HOLDS) for r in records)
    said = {Outcome.HOLDS: "PROVED" if proved else "AGREES"}.get(outcome, outcome.value)
    scopes = dict.fromkeys(r.scope for r in records if r.role == RecordRole.CLAIM and r.outcome == outcome.value)
    refutes = f"the same evidence refutes {', '.join(tried.near_misses)}" if outcome is Outcome.HOLDS else ""
    why = why if claim.expect in (outcome, Outcome.HOLDS) else f"{why} (expected {claim.expect.value})"
    first = next((r for r in records if r.role == RecordRole.CLAIM and r.outcome == Outcome.REFUTED), None)
    found: dict[str, Any] = {"verdict": said, "scope": joined([*scopes, refutes]), "why": why, "records": tuple(records)}
    if first and outcome is Outcome.REFUTED:
        found["counterexample"] = case = _counterexample(claim, first)
        edit = claim_repair(claim, seed)
        found["why"] = joined([f"{first.evidence}, {first.regime}" if case else why, str(edit or "")])
        found["mark"] = edit.mark if edit else None
    return claim_answer(claim.id, claim.where or claim.source, seed, **found)


def near_misses(claim: Claim) -> dict[str, Formula]:
    """Wrong variants of any formula: twice it, a little more than it, and its transpose, where that is another matrix."""
    f = claim.formula
    out: dict[str, Formula] = {
        "twice the formula": lambda law, *at, **more: 2 * f(law, *at, **more),
        "the formula + 1e-9": lambda law, *at, **more: f(law, *at, **more) + law.ar.array(SLIGHTLY),
    }
    if any(_is_asymmetric(f, r) for t in claim.tests for r in t.regimes):
        out["its transpose"] = lambda law, *at, **more: f(law, *at, **more).swapaxes(-1, -2)
    return out


def _is_asymmetric(f: Formula, regime: Regime) -> bool:
    """Is it a square matrix, or one at each point, that is not its transpose?"""
    try:
        values = [np.asarray(case.value(f), dtype=float) for case in cases(regime, arithmetic.float64())]
    except Exception:  # of the user's formula, or of symbols that are no floats
        return False
    points = len(regime.points) if "x" in regime.takes else 0
    matrices = [v[None] if v.ndim == 2 and len(v) != points else v for v in values]
    return any(m.ndim == 3 and m.shape[1] == m.shape[2] and not np.allclose(m, m.swapaxes(1, 2)) for m in matrices)


def _missed(records: Sequence[Record], named: bool) -> str:
    """Which near misses the evidence let pass; or nothing. Of those named, each kind that was asked must refute each."""
    refuted: dict[tuple[str, str], bool] = {}
    for r in records:
        if r.role == RecordRole.NEAR_MISS:
            refuted[r.variant, r.evidence] = refuted.get((r.variant, r.evidence), False) or r.outcome == Outcome.REFUTED
    if named:
        by = {variant: [k for (v, k), told in refuted.items() if v == variant and not told] for variant, _ in refuted}
        left = [f"'{variant}' by {', '.join(kinds)}" for variant, kinds in by.items() if kinds]
        return f"{WHY}: not refuted is the near miss {'; '.join(left)}" if left else ""
    seen = {told for pair, is_told in refuted.items() if is_told for told in pair}
    passed, blind = (list(dict.fromkeys(pair[i] for pair in refuted if pair[i] not in seen)) for i in (0, 1))
    said = f"it accepts {' and '.join(passed)} too" if passed else f"{', '.join(blind)} alone accepts all that we tried"
    return f"{WHY}: {said}; name a near miss, a wrong variant that it refutes" if passed or blind else ""


def _counterexample(claim: Claim, record: Record) -> Counterexample | None:
    """Where a residual is certain not to vanish, of the regime whose record refutes; None: this evidence has no residual."""
    tests = [t for t in claim.tests if t.kind == record.evidence in RESIDUALS]
    regimes = [(t, r) for t in tests for r in t.regimes if r.name == record.regime]
    ar = arithmetic.balls(BITS[0])
    with ar.scope():
        for test, regime in regimes:
            for case in cases(regime, ar):
                residual = compare(test.subject(claim.formula, case), 0)
                for index in residual.differs[:1]:
                    return _at(regime, case.when, index, residual.gap)
    return None


def _at(regime: Regime, t: Any, index: tuple[int, ...], residual: Any) -> Counterexample:
    """The first axis is that of the points, where there are as many."""
    at_point = "x" in regime.takes and residual.shape[:1] == (len(regime.points),)
    entry = index[1:] if at_point else index
    return Counterexample(
        parameters=_described(regime),
        t="" if t is None else str(t),
        x=f"({', '.join(map(str, regime.points[index[0]]))})" if at_point else "",
        entry=str(list(entry)) if entry else "",
        found=f"residual {residual[index].mid().str(15, radius=False)}",
        certified="0, the residual of what holds",
        regime=regime,
    )


def _described(regime: Regime) -> str:
    try:
        return describe(regime, OF_LAW)
    except (AttributeError, KeyError, TypeError):  # it is made in another way
        return ": ".join(filter(None, (regime.name, regime.about)))
