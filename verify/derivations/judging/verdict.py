"""From what was seen of a derivation to an answer: cases first, then symbols, then words."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.derivations import cases
from verify.derivations.answer import Answer, answer_of, counterexample_of, joined, record_of, undecided
from verify.derivations.judging.climb import climb
from verify.derivations.judging.other_arithmetics import OtherArithmetic, other_arithmetics
from verify.derivations.judging.same_twice import HISTORY, first_values, gives_them_still
from verify.derivations.judging.shrink import shrink
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Difference, Seen
from verify.derivations.statement import Derivation, Unusable
from verify.evidence.kinds import BALLS_BOUND
from verify.record import Record, RecordRole

CASES_SHARE = 0.6  # of the budget, the rest is for symbols or the diagnosis. Chosen: most ladders end long before
SHRINK_SECONDS = 2.0  # the first simpler cases bring most; the diagnosis needs the time more

Tell = Callable[[Answer], None]


@dataclass(frozen=True)
class Question:
    """A derivation whose formula is settled, and what the way to its answer may use."""

    d: Derivation
    seed: int
    start: float  # of time.perf_counter()
    budget: float  # seconds
    ahead: Tell  # is told what is established before the long steps that may follow

    @property
    def end(self) -> float:
        return self.start + self.budget

    def record(self, **found: Any) -> Record:
        """Of the cases, which balls or floats judge, unless another kind of evidence is given."""
        return record_of(self.d, self.seed, **({"evidence": "balls" if self.d.formula.exact else "float64"} | found))

    def answer(self, records: list[Record], scope: str, *why: str) -> Answer:
        return answer_of(self.d, records, self.seed, scope + assumed(self.d), joined(why))


def answer_to(d: Derivation, seed: int, budget: float, ahead: Tell) -> Answer:
    """The answer by exact cases; a formula that cannot be called, or is random, is undecided."""
    start = time.perf_counter()
    if not d.regimes and not cases.sizes(d.law, d.needs):
        return undecided(d, f"nothing was tried, 0 points: no {d.law} law is in the scope{assumed(d)}", seed)
    try:
        d = replace(d, formula=d.formula.settle())
        first, doubt = first_values(d, seed)
    except Unusable as e:
        return undecided(d, str(e), seed)
    if doubt:
        return undecided(d, doubt, seed)
    q = Question(d, seed, start, budget, ahead)
    seen, stopped = climb(d, seed, start + CASES_SHARE * budget)
    notes = list(d.formula.notes)
    if not gives_them_still(d, seed, first):
        notes = [HISTORY, *notes]
        if not seen.decided:
            return undecided(d, joined(notes), seed)
    if seen.difference:
        return _refuted(q, seen, seen.difference, notes)
    if seen.error or not seen.agree:
        return undecided(d, seen.error or _nothing_compared(seen), seed)
    notes += [f"{stopped} to finish the ladder: {budget:.0f} s were given"] if stopped else []
    if seen.doubt:
        return undecided(d, joined([seen.doubt, *notes]), seed)
    return _standing_exactly(q, seen, notes) if d.formula.exact else _standing_in_floats(q, seen, notes)


def assumed(d: Derivation) -> str:
    """What the verdict is restricted to."""
    sizes = [n for n in d.needs if n[:2] in ("d=", "K=", "K>")]
    words = [cases.NEEDS[n] for n in d.needs if n in cases.NEEDS and n not in d.quantity.needs] + sizes
    return f"; assuming {', '.join(sorted(words))}" if words else ""


def _nothing_compared(seen: Seen) -> str:
    open_points = seen.undecided or seen.blurred or seen.missing or ["no case was tried in the time given"]
    return f"nothing could be compared: {'; '.join(open_points[:3])}"


def _refuted(q: Question, seen: Seen, difference: Difference, notes: list[str]) -> Answer:
    """The smallest counterexample, told ahead, and a diagnosis if one is found."""
    worst = shrink(q.d, difference, min(q.end, time.perf_counter() + SHRINK_SECONDS))
    scope = f"at an exact case, after {seen.agree} that agreed" if seen.agree else "at the first exact case"
    witness = f"{worst.found}, not {worst.certified}"
    record = q.record(outcome="REFUTED", regime=worst.regime.name, scope=scope, witness=witness)
    answer = replace(q.answer([record], scope, worst.why, *notes), counterexample=counterexample_of(worst))
    q.ahead(answer)
    try:
        from verify.derivations.diagnosis import diagnose  # its tables take a while to load, and most formulas need none

        with quiet():
            return replace(answer, diagnosis=diagnose(q.d, q.seed, q.end))
    except Exception as e:  # the verdict stands without it
        return answer.because(f"no diagnosis: it raised {type(e).__name__}: {e}")


def _standing_in_floats(q: Question, seen: Seen, notes: list[str]) -> Answer:
    """Nothing differs, as floats: it agrees, to so many ulps."""
    (most, worst), half = max(seen.ulps), np.median([u for u, _ in seen.ulps])
    ulps = f"to {most:.3g} ulps on {seen.agree} cases in {seen.sizes} (the worst: {worst}), half of them to {half:.3g}"
    style = str(getattr(q.d.formula, "style", None) or "float64")
    scope = "; ".join([ulps, style, *_left_open(seen)])
    record = q.record(outcome="HOLDS", regime="the ladder", scope=scope + assumed(q.d), measure=most, unit="ulps")
    return q.answer([record], scope, *notes)


def _standing_exactly(q: Question, seen: Seen, notes: list[str]) -> Answer:
    """Nothing differs in balls: proved, or agreeing, in which scope."""
    points, left = f"{seen.agree} exact points in {seen.sizes}", _left_open(seen)
    records = [q.record(outcome="HOLDS", regime="the ladder", scope=f"at {points}", bound=BALLS_BOUND)]
    scope, unproved = f"within 2^-200 at {points}", "balls at points are no proof for all parameters"
    q.ahead(q.answer(records, joined([scope, *left]), *notes, unproved))
    notes = [*notes, *map(str, seen.asked[:1])]
    if not q.d.regimes and not seen.asked:  # symbols stand for all parameters, which one given law does not have
        more, stopped = _by_symbols(q)
        records += more
        if more and more[-1].outcome == Outcome.REFUTED:
            return q.answer(records, more[-1].regime, more[-1].witness, *notes)
        notes = [*notes, stopped]
    proved = [r.regime for r in records if r.evidence == "symbols" and r.outcome == Outcome.HOLDS]
    if proved:
        scope = f"for {_without_repetition(proved)}; at {points}, within 2^-200"
    else:
        notes = [*notes, unproved]
    others = list(other_arithmetics(q.d, q.seed))
    records += [_beside(q, o) for o in others]
    good, bad = ([o.words for o in others if (o.outcome is Outcome.HOLDS) is side] for side in (True, False))
    return q.answer(records, joined([scope, *left, *good]), *notes, *bad)


def _by_symbols(q: Question) -> tuple[list[Record], str]:
    """A record for each size that symbols tried, and why they stopped early, if they did."""
    from verify.derivations.judging.symbol_proofs import prove  # SymPy, where floats need none

    found, stopped = prove(q.d, q.end, q.seed)
    return [
        q.record(
            evidence="symbols",
            outcome=f.outcome.value,
            regime=about,
            scope=f.scope,
            measure=f.measure,
            bound=f.bound,
            unit=f.unit,
            witness=f.witness,
        )
        for about, f in found
    ], stopped


def _beside(q: Question, o: OtherArithmetic) -> Record:
    return q.record(
        role=RecordRole.BESIDE,
        evidence=o.name,
        outcome=o.outcome.value,
        regime="generic laws",
        scope=o.words,
        measure=o.measure,
        unit=o.unit,
    )


def _left_open(seen: Seen) -> list[str]:
    """What was not compared, a part of the scope."""
    left = [f"no value at {', '.join(seen.missing[:3])}"] if seen.missing else []
    left += [f"{len(seen.undecided)} times undecided: {seen.undecided[0]}"] if seen.undecided else []
    return left + ([f"not counted: {'; '.join(seen.blurred[:3])}"] if seen.blurred else [])


def _without_repetition(abouts: list[str]) -> str:
    """all parameters in d=1, K=1; in d=1, K=2: the words are not repeated."""
    return "; ".join([abouts[0], *(a.removeprefix("all parameters ") for a in abouts[1:])])
