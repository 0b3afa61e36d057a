"""Running claims: every test, every regime, the claim as stated and each of its variants; findings become records."""

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from analytic.options import each, known, one_of, seeded
from verify.claim import Claim, Formula, NearMiss, Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.kinds import KINDS
from verify.files.packages import raised
from verify.record import NOT_RUN, Finding, Record, RecordRole
from verify.sharing import sharing

Variant = tuple[str, RecordRole, Formula]


def run(claim: Claim, test: Test, seed: int = 0, regime: str | None = None) -> list[Record]:
    """The records of one test of a claim. Near misses stop at the first regime that refutes them."""
    one_of("claim", claim, Claim)
    one_of("test", test, Test)
    regimes = [r for r in test.regimes if regime is None or r.name == known("regime", regime, [r.name for r in test.regimes])]
    repairs = [(name, RecordRole.REPAIR, formula) for name, formula in claim.repairs.items()]
    variants = [("", RecordRole.CLAIM, claim.formula), *repairs, *_misses(claim, test)]
    return _records(claim, test, variants, regimes, seeded(seed))


def run_all(claim: Claim, seed: int = 0) -> list[Record]:
    """The records of all tests of a claim, those of `right_where` last."""
    return [record for test in claim.tests for record in run(claim, test, seed)] + right_where(claim, seed)


def right_where(claim: Claim, seed: int = 0) -> list[Record]:
    """The formula of a false sentence where it is right, so that a slip in it does not pass for one more refutation."""
    places = [(test, r) for test in claim.right_where for r in test.regimes]
    return [_record(claim, "", RecordRole.RIGHT_WHERE, test, claim.formula, r, seed) for test, r in places]


def quick(claim: Claim, seed: int = 0) -> list[Record]:
    """The cheapest kind of evidence in one regime: the first, or of a false claim the first that refutes it. Near misses in all."""
    kind, records = min((t.kind for t in claim.tests), key=lambda kind: KINDS[kind].cost), []
    for test in (t for t in claim.tests if t.kind == kind):
        found: list[Record] = []
        for r in test.regimes if claim.expect is Outcome.REFUTED else test.regimes[:1]:
            found.append(_record(claim, "", RecordRole.CLAIM, test, claim.formula, r, seed))
            if found[-1].outcome == Outcome.REFUTED:
                break
        one = next(r for r in test.regimes if r.name == found[-1].regime)
        repaired = [_record(claim, name, RecordRole.REPAIR, test, f, one, seed) for name, f in claim.repairs.items()]
        records += [found[-1], *repaired, *_records(claim, test, _misses(claim, test), test.regimes, seed)]
    return records + right_where(claim, seed)


def select(claim: Claim, evidence: str | None = None, regime: str | None = None) -> list[Test]:
    """The claim's tests of one kind, that meet one regime; ValueError if there are none."""
    tests = matching(claim, evidence, regime)
    if not tests:
        have = "; ".join(f"{t.kind} in {', '.join(r.name for r in t.regimes)}" for t in claim.tests)
        where = f" in a regime named {regime!r}" if regime else ""
        raise ValueError(f"{claim.id} has no {evidence or 'evidence'}{where}; it has: {have}")
    return tests


def matching(claim: Claim, evidence: str | None = None, regime: str | None = None) -> list[Test]:
    return [t for t in claim.tests if evidence in (None, t.kind) and (regime is None or regime in {r.name for r in t.regimes})]


def verdict(claim: Claim, records: list[Record], power: bool = True) -> tuple[Outcome, str]:
    """What all records say together, and why. A test that could not tell a variant apart decides nothing.

    `power=False`: of a single regime, where a near miss may well be invisible, only the claim as stated is judged.
    """
    one_of("claim", claim, Claim)
    each("records", records, lambda name, r: one_of(name, r, Record))
    stated, elsewhere = ([r for r in records if r.role == role] for role in (RecordRole.CLAIM, RecordRole.RIGHT_WHERE))
    for r in elsewhere:
        if r.outcome != Outcome.HOLDS:
            return Outcome.UNDECIDED, f"not accepted where it is right: {r.evidence}, {r.regime}: {r.witness or r.scope}"
    of_tests = [r for r in records if r.role != RecordRole.RIGHT_WHERE]
    if stated and power and (why := _untried(claim, of_tests, bool(elsewhere)) or _not_told_apart(of_tests)):
        return Outcome.UNDECIDED, why
    for outcome in (Outcome.REFUTED, Outcome.UNDECIDED):
        if bad := [r for r in stated if r.outcome == outcome]:
            return outcome, f"{bad[0].evidence}, {bad[0].regime}: {bad[0].witness or bad[0].scope}"
    return (Outcome.HOLDS, "") if stated else (Outcome.UNDECIDED, "nothing was run")


def _untried(claim: Claim, records: list[Record], elsewhere: bool) -> str:
    """A variant, or the place where a false formula is right, that nothing was run on, in words."""
    ran, kinds = {(r.role, r.variant) for r in records}, {r.evidence for r in records}
    part = kinds != {t.kind for t in claim.tests}  # some evidence was not asked; what only that can see is left out
    if claim.right_where and not elsewhere and not part:
        return "it was never tried where its formula is right: nothing shows that a slip in it would be seen"
    for name, miss in claim.near_misses.items():
        blind = kinds <= set(getattr(miss, "unseen_by", ()))
        if (RecordRole.NEAR_MISS, name) not in ran and not (part and blind):
            return f"near miss '{name}' was never tried: nothing shows that the evidence could see it"
    for name in claim.repairs:
        if (RecordRole.REPAIR, name) not in ran:
            return f"repair '{name}' was never tried: nothing shows that the evidence could see it"
    return ""


def _not_told_apart(records: list[Record]) -> str:
    """A near miss that a kind of evidence did not refute, or a repair that it did not accept, in words."""
    for role, wanted in ((RecordRole.NEAR_MISS, Outcome.REFUTED), (RecordRole.REPAIR, Outcome.HOLDS)):
        for kind in dict.fromkeys(r.evidence for r in records):
            for variant in dict.fromkeys(r.variant for r in records if r.role == role and r.evidence == kind):
                seen = {r.outcome for r in records if (r.role, r.evidence, r.variant) == (role, kind, variant)}
                told = Outcome.REFUTED in seen if role == RecordRole.NEAR_MISS else seen == {Outcome.HOLDS}
                if not told:
                    return f"{kind} does not tell: {role} '{variant}' is not {wanted}"
    return ""


def _misses(claim: Claim, test: Test) -> list[Variant]:
    """The near misses that this kind of evidence can see."""
    misses = [(name, m if isinstance(m, NearMiss) else NearMiss(m)) for name, m in claim.near_misses.items()]
    return [(name, RecordRole.NEAR_MISS, m.formula) for name, m in misses if test.kind not in m.unseen_by]


def _records(claim: Claim, test: Test, variants: list[Variant], regimes: Sequence[Regime], seed: int) -> list[Record]:
    """Of each variant in each regime; of a near miss up to the first that refutes it. In one regime all share what they can."""
    found: list[list[Record]] = [[] for _ in variants]
    for r in regimes:
        with sharing():
            for (name, role, formula), records in zip(variants, found, strict=True):
                if role is not RecordRole.NEAR_MISS or Outcome.REFUTED not in {record.outcome for record in records}:
                    records.append(_record(claim, name, role, test, formula, r, seed))
    return [record for records in found for record in records]


def _record(claim: Claim, variant: str, role: RecordRole, test: Test, formula: Formula, regime: Regime, seed: int) -> Record:
    start = time.perf_counter()
    found = asdict(_found(test, formula, regime, seed)) | {"seed": seed, "seconds": time.perf_counter() - start}
    of: dict[str, Any] = {"claim": claim.id, "variant": variant, "role": role.value, "evidence": test.kind, "regime": regime.name}
    where = "" if role is RecordRole.RIGHT_WHERE else f"--evidence {test.kind} --regime {regime.name!r} "
    of["repeat"] = f"driftproof verify {claim.id} {where}--seed {seed}"
    return Record(**of, **found | {"outcome": found["outcome"].value})


def _found(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    """A formula that raises is undecided, and the run goes on."""
    try:
        return decide(test, formula, regime, seed)
    except Exception as e:
        nan, why = float("nan"), raised(e)
        return Finding(outcome=Outcome.UNDECIDED, measure=nan, bound=nan, unit="", scope=why, arithmetic=test.kind, witness=why)


def line(claim: Claim, records: list[Record]) -> dict[str, Any]:
    """One line of the verdict table: the claim, what all its records say together, and how strongly."""
    outcome, why = verdict(claim, records)
    of_tests = [r for r in records if r.role != RecordRole.RIGHT_WHERE]
    kinds = list(dict.fromkeys(r.evidence for r in of_tests))
    return {
        **{k: getattr(claim, k) for k in ("id", "source", "says", "latex", "words", "amended", "note")},
        "standing": str(claim.standing or ""),
        "expect": claim.expect.value,
        "verdict": outcome.value if records else NOT_RUN,
        "ok": outcome == claim.expect,
        "why": why,
        "evidence": {kind: _strength([r for r in records if r.evidence == kind]) for kind in kinds},
        "near_misses": {name: [kind for kind in kinds if kind in _refuters(name, records)] for name in claim.near_misses},
        "repairs": list(claim.repairs),
        "right_where": _places(claim),
        "seconds": sum(r.seconds for r in records),
        "repeat": f"driftproof verify {claim.id} --seed {records[0].seed if records else 0}",
    }


def _refuters(name: str, records: list[Record]) -> set[str]:
    """The kinds of evidence that refute this near miss in some regime."""
    return {r.evidence for r in records if (r.role, r.variant, r.outcome) == (RecordRole.NEAR_MISS, name, Outcome.REFUTED)}


def _places(claim: Claim) -> list[str]:
    """Where the formula of a false sentence is right, each regime with the kinds of evidence that accept it there."""
    kinds: dict[str, list[str]] = {}
    for test in claim.right_where:
        for r in test.regimes:
            kinds.setdefault(r.name, []).append(test.kind)
    return [f"{name} ({', '.join(found)})" for name, found in kinds.items()]


def _strength(records: list[Record]) -> dict[str, Any]:
    """What one kind of evidence found of the claim as stated: its outcome, and the regime nearest to the bound.

    A proof for all parameters (the bound is 0) is near nothing: then the scopes of all regimes stand side by side.
    """
    stated = [r for r in records if r.role == RecordRole.CLAIM]
    rank = {Outcome.REFUTED: 2, Outcome.UNDECIDED: 1, Outcome.HOLDS: 0}
    worst = max(stated, key=lambda r: (rank[Outcome(r.outcome)], r.measure))
    if worst.outcome == Outcome.HOLDS and worst.bound == 0:
        worst = replace(worst, scope="; ".join(dict.fromkeys(r.scope for r in stated)), regime=", ".join(r.regime for r in stated))
    keep = ("outcome", "measure", "bound", "unit", "scope", "regime", "witness", "arithmetic", "dtype", "device", "seed", "repeat")
    missed = {r.variant for r in records if r.role == RecordRole.NEAR_MISS}
    return {**{k: getattr(worst, k) for k in keep}, "regimes": len(stated), "near_misses": len(missed)}
