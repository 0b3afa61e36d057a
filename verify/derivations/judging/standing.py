"""A derivation of which nothing differs: proved, agreeing to rounding, or within the tolerance that it states; in which scope."""

from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.derivations.answer import Answer, joined, undecided
from verify.derivations.judging.approximation import OF, approximate, farthest, too_large
from verify.derivations.judging.other_arithmetics import OtherArithmetic, other_arithmetics
from verify.derivations.judging.question import Question, assumed
from verify.derivations.seen import Seen
from verify.evidence.kinds import BALLS_BOUND
from verify.record import Record, RecordRole


def in_floats(q: Question, seen: Seen, notes: list[str]) -> Answer:
    """Nothing differs, as floats: it agrees, to so many ulps."""
    scope = "; ".join([to_ulps(seen, q.d.unit), _style(q), *left_open(seen)])
    most, _, bound = max(seen.ulps)
    far: dict[str, Any] = {"measure": most, "bound": bound, "unit": "ulps"}
    record = q.record(outcome="HOLDS", regime="the ladder", scope=scope + assumed(q.d), **far)
    return q.answer([record], scope, *notes)


def approximately(q: Question, seen: Seen, notes: list[str]) -> Answer:
    """Nothing is farther off than the tolerance that was asked for: it agrees, if that is small against the quantity."""
    tolerance = q.d.formula.tolerance
    if why := too_large(tolerance, seen):
        return undecided(q.d, joined([why, *notes]), q.seed)
    scope = "; ".join([approximate(tolerance, seen), _style(q), *left_open(seen)])
    found = {"measure": farthest(seen).gap, "bound": tolerance, "unit": OF.removeprefix("of ")}
    return q.answer([q.record(outcome="HOLDS", regime="the ladder", scope=scope + assumed(q.d), **found)], scope, *notes)


def to_ulps(seen: Seen, unit: float) -> str:
    """The worst error in ulps, how many are allowed, and relative to the largest entry, of an ulp at most 2 units of rounding."""
    (most, worst, bound), half = max(seen.ulps), np.median([u for u, *_ in seen.ulps])
    relative = f"{2 * unit * most:.2g} of the largest entry, which rounding explains"
    where = f"on {seen.agree} cases in {seen.sizes} (the worst: {worst}), half of them to {half:.3g}"
    return f"to {most:.3g} ulps (bound {bound:.3g}), {relative}, {where}"


def _style(q: Question) -> str:
    """In which arithmetic it was judged; of a plain function how it was called."""
    return "balls" if q.d.formula.exact else str(getattr(q.d.formula, "style", None) or "float64")


def exactly(q: Question, seen: Seen, notes: list[str]) -> Answer:
    """Nothing differs in balls: proved, or agreeing, in which scope."""
    points, left = f"{seen.agree} exact points in {seen.sizes}", left_open(seen)
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


def left_open(seen: Seen) -> list[str]:
    """What was not compared, a part of the scope."""
    left = [f"no value at {', '.join(seen.missing[:3])}"] if seen.missing else []
    left += [f"{len(seen.undecided)} times undecided: {seen.undecided[0]}"] if seen.undecided else []
    more = f" and {len(seen.blurred) - 1} more" if len(seen.blurred) > 1 else ""
    return left + ([f"not counted: {seen.blurred[0]}{more}"] if seen.blurred else [])


def _without_repetition(abouts: list[str]) -> str:
    """all parameters in d=1, K=1; in d=1, K=2: the words are not repeated."""
    return "; ".join([abouts[0], *(a.removeprefix("all parameters ") for a in abouts[1:])])
