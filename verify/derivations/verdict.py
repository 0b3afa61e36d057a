"""From what was seen of a derivation to an answer: cases first, then symbols, then words."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from verify.claim import Outcome
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.calling import Unusable
from verify.derivations.compare import SMALL, Look, look
from verify.derivations.elsewhere import elsewhere
from verify.derivations.repeated import HISTORY, changed, ladder, prepared
from verify.derivations.watch import quiet
from verify.record import Finding, Record

if TYPE_CHECKING:
    from verify.check import Answer

SHARE = 0.6  # of the budget for cases; the rest is for symbols and diagnosis


def of(d: Derivation, blank: "Answer", seed: int, start: float, end: float, ahead: "Callable[[Answer], None]") -> "Answer":
    """The answer; what is established before a diagnosis or a proof is told `ahead`."""
    if d.tolerance is not None:
        from verify.derivations.trained import judge

        judged: Answer = judge(d, blank, seed)
        return judged
    try:
        d, before, doubt = prepared(d, seed)
    except Unusable as e:
        return replace(blank, why=str(e))
    if doubt:
        return replace(blank, why=doubt)
    seen, ran_out = climb(d, seed, start + SHARE * (end - start))
    notes = list(getattr(getattr(d.formula, "watch", None), "notes", []))
    if changed(d, seed, before):
        notes = [HISTORY, *notes]
        if not seen.over:
            return replace(blank, why="; ".join(notes))
    if seen.difference:
        return _refuted(d, blank, seen, notes, seed, end, ahead)
    if seen.error or not seen.agree:
        open_points = seen.undecided or seen.blurred or seen.missing or ["no case was tried in the time given"]
        return replace(blank, why=seen.error or f"nothing could be compared: {'; '.join(open_points[:3])}")
    notes += [f"{why} to finish the ladder: {end - start:.0f} s were given" for why in ([ran_out] if ran_out else [])]
    return _standing(d, blank, seen, notes, seed, end, ahead)


def climb(d: Derivation, seed: int, deadline: float) -> tuple[Look, str]:
    """The ladder, rung by rung, until something differs or the time is up."""
    seen = Look()
    for regime in ladder(d, seed):
        if time.perf_counter() > deadline:
            return seen, "no time was left"
        try:
            seen.add(look(d, regime))
        except Exception as e:
            seen.error = f"the reference raises {type(e).__name__} in {regime.name}: {e}"
        if seen.over:
            break
    return seen, ""


def _refuted(
    d: Derivation, blank: "Answer", seen: Look, notes: list[str], seed: int, end: float, ahead: "Callable[[Answer], None]"
) -> "Answer":
    from verify.check import counterexample
    from verify.derivations.shrink import shrink

    assert seen.difference
    worst = shrink(d, seen.difference, min(end, time.perf_counter() + 2))
    scope = f"at an exact case, after {seen.agree} that agreed" if seen.agree else "at the first exact case"
    said = [worst.why, *notes]
    record = _record(d, "balls", "REFUTED", worst.regime.name, scope, blank, seed, witness=f"{worst.found}, not {worst.certified}")
    answer = replace(blank, verdict="REFUTED", scope=scope + assumed(d), why="; ".join(filter(None, said)))
    answer = replace(answer, counterexample=counterexample(worst), records=(record,))
    ahead(answer)
    try:
        from verify.derivations.diagnosis import diagnose

        with quiet():
            return replace(answer, diagnosis=diagnose(d, seed, end))
    except Exception as e:  # the verdict stands without it
        return replace(answer, why="; ".join(filter(None, [answer.why, f"no diagnosis: it raised {type(e).__name__}: {e}"])))


def _standing(
    d: Derivation, blank: "Answer", seen: Look, notes: list[str], seed: int, end: float, ahead: "Callable[[Answer], None]"
) -> "Answer":
    """Nothing differs: proved, or agreeing, in which scope."""
    points = f"{seen.agree} exact points in {seen.sizes}"
    left = [f"no value at {', '.join(seen.missing[:3])}"] if seen.missing else []
    left += [f"{len(seen.undecided)} times undecided: {seen.undecided[0]}"] if seen.undecided else []
    left += [f"not counted: {'; '.join(seen.blurred[:3])}"] if seen.blurred else []
    if "balls" not in d.arithmetics:
        (most, worst), half = max(seen.ulps), np.median([u for u, _ in seen.ulps])
        ulps = f"to {most:.3g} ulps on {seen.agree} cases in {seen.sizes} (the worst: {worst}), half of them to {half:.3g}"
        style = [str(getattr(d.formula, "style", None) or "float64")]
        scope = "; ".join([ulps, *style, *left]) + assumed(d)
        record = _record(d, "float64", "HOLDS", "the ladder", scope, blank, seed, measure=most, unit="ulps")
        return replace(blank, verdict="AGREES", scope=scope, why="; ".join(notes), records=(record,))
    records = [_record(d, "balls", "HOLDS", "the ladder", f"at {points}", blank, seed, bound=SMALL)]
    scope, unproved = f"within 2^-200 at {points}", "balls at points are no proof for all parameters"
    so_far = replace(blank, verdict="AGREES", scope="; ".join([scope, *left]) + assumed(d), records=tuple(records))
    ahead(replace(so_far, why="; ".join([*notes, unproved])))
    proved: list[str] = []
    if "symbols" in d.arithmetics and not d.regimes:
        from verify.derivations.proofs import prove

        found, stopped = prove(d, end, seed)
        records += [_of_finding(d, about, f, blank, seed) for about, f in found]
        if found and found[-1][1].outcome is Outcome.REFUTED:
            witness = found[-1][1].witness
            return replace(blank, verdict="REFUTED", scope=found[-1][0], why=witness, records=tuple(records))
        proved, notes = [about for about, f in found if f.outcome is Outcome.HOLDS], [*notes, *filter(None, [stopped])]
    if proved:
        scope = f"for {_joined(proved)}; at {points}, within 2^-200"
    else:
        notes = [*notes, unproved]
    others = list(elsewhere(d, seed))
    records += [_record(d, o.name, o.outcome.value, "generic laws", o.words, blank, seed, o.measure, unit=o.unit) for o in others]
    left += [o.words for o in others if o.outcome is Outcome.HOLDS]
    notes += [o.words for o in others if o.outcome is not Outcome.HOLDS]
    scope = "; ".join([scope, *left]) + assumed(d)
    return replace(blank, verdict="PROVED" if proved else "AGREES", scope=scope, why="; ".join(notes), records=tuple(records))


def assumed(d: Derivation) -> str:
    """What the verdict is restricted to."""
    from verify.quantities import find

    sizes = [n for n in d.needs if n[:2] in ("d=", "K=", "K>")]
    words = [cases.NEEDS[n] for n in d.needs if n in cases.NEEDS and n not in find(d.of).needs] + sizes
    return f"; assuming {', '.join(sorted(words))}" if words else ""


def _joined(abouts: list[str]) -> str:
    """all parameters in d=1, K=1; in d=1, K=2: the words are not repeated."""
    return "; ".join([abouts[0], *(a.removeprefix("all parameters ") for a in abouts[1:])])


def _of_finding(d: Derivation, about: str, f: Finding, blank: "Answer", seed: int) -> Record:
    return _record(d, "symbols", f.outcome.value, about, f.scope, blank, seed, f.measure, f.bound, f.unit, f.witness)


def _record(
    d: Derivation,
    evidence: str,
    outcome: str,
    regime: str,
    scope: str,
    blank: "Answer",
    seed: int,
    measure: float = 0.0,
    bound: float = 0.0,
    unit: str = "",
    witness: str = "",
) -> Record:
    dtype, role = {0.0: "", 2.0**-53: "float64", 2.0**-24: "float32"}[d.unit], "derivation"
    given = (measure, bound, unit, scope, witness, evidence, dtype, "cpu", seed, 0.0, blank.repeat)
    return Record(d.name, "", role, evidence, regime, outcome, *given)
