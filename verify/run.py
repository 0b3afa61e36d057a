"""Running claims: every test, every regime, the claim as stated and each of its variants; findings become records."""

import time
from collections.abc import Iterator

from verify.claim import Claim, Finding, Formula, NearMiss, Outcome, Record, Regime, Test
from verify.evidence import decide


def run(claim: Claim, test: Test, seed: int = 0, regime: str | None = None) -> list[Record]:
    """The records of one test of a claim. Near misses stop at the first regime that refutes them."""
    regimes = [r for r in test.regimes if regime in (None, r.name)]
    records = [_record(claim, "", "claim", test, claim.formula, r, seed) for r in regimes]
    for name, formula in claim.repairs.items():
        records += [_record(claim, name, "repair", test, formula, r, seed) for r in regimes]
    for name, miss in claim.near_misses.items():
        miss = miss if isinstance(miss, NearMiss) else NearMiss(miss)
        if test.kind not in miss.unseen_by:
            records += _near_miss(claim, name, miss.formula, test, regimes, seed)
    return records


def verdict(claim: Claim, records: list[Record]) -> tuple[Outcome, str]:
    """What all records say together, and why. A test that could not tell a variant apart decides nothing."""
    stated = [r for r in records if r.role == "claim"]
    for role, wanted in (("near miss", Outcome.REFUTED), ("repair", Outcome.HOLDS)):
        for test in {r.evidence for r in records}:
            for variant in {r.variant for r in records if r.role == role and r.evidence == test}:
                seen = [r.outcome for r in records if (r.role, r.evidence, r.variant) == (role, test, variant)]
                if (Outcome.REFUTED not in seen) if role == "near miss" else any(o != wanted for o in seen):
                    return Outcome.UNDECIDED, f"{test} does not tell: {role} '{variant}' is not {wanted}"
    for outcome in (Outcome.REFUTED, Outcome.UNDECIDED):
        bad = [r for r in stated if r.outcome == outcome]
        if bad:
            return outcome, f"{bad[0].evidence}, {bad[0].regime}: {bad[0].witness or bad[0].scope}"
    return (Outcome.HOLDS, "") if stated else (Outcome.UNDECIDED, "nothing was run")


def _near_miss(claim: Claim, name: str, formula: Formula, test: Test, regimes: list[Regime], seed: int) -> Iterator[Record]:
    for r in regimes:
        record = _record(claim, name, "near miss", test, formula, r, seed)
        yield record
        if record.outcome == Outcome.REFUTED:
            return


def _record(claim: Claim, variant: str, role: str, test: Test, formula: Formula, regime: Regime, seed: int) -> Record:
    start = time.perf_counter()
    found: Finding = decide(test, formula, regime, seed)
    return Record(
        claim=claim.id,
        variant=variant,
        role=role,
        evidence=test.kind,
        regime=regime.name,
        outcome=found.outcome.value,
        measure=found.measure,
        bound=found.bound,
        unit=found.unit,
        scope=found.scope,
        witness=found.witness,
        arithmetic=found.arithmetic,
        dtype=found.dtype,
        device=found.device,
        seed=seed,
        seconds=time.perf_counter() - start,
        repeat=f"driftproof verify {claim.id} --evidence {test.kind} --regime {regime.name!r} --seed {seed}",
    )
