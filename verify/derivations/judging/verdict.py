"""From what was seen of a derivation to an answer: cases first, then symbols, then words."""

from dataclasses import replace

from verify.derivations import cases
from verify.derivations.answer import Answer, joined, undecided, unusable
from verify.derivations.judging.climb import climb
from verify.derivations.judging.question import Question, assumed
from verify.derivations.judging.refuted import refuted
from verify.derivations.judging.same_twice import HISTORY, first_values, gives_them_still
from verify.derivations.judging.standing import approximately, exactly, in_floats
from verify.derivations.marked import put
from verify.derivations.seen import Seen
from verify.derivations.statement import Misused, Unusable

CASES_SHARE = 0.6  # of the budget, the rest is for symbols or the diagnosis. Chosen: most ladders end long before


def answer_to(q: Question) -> Answer:
    """The answer by exact cases; a formula that cannot be called, or is random, is undecided."""
    d, seed = q.d, q.seed
    if not d.regimes and not cases.sizes(d.law, d.needs):
        return undecided(d, f"nothing was tried, 0 points: no {d.law} law is in the scope{assumed(d)}", seed)
    try:
        d = d.settled()
        first, doubt = first_values(d, seed)
    except Unusable as e:
        return unusable(d, e, seed)
    if doubt:
        return undecided(d, doubt, seed)
    q = replace(q, d=d)
    seen, stopped = climb(d, seed, q.start + CASES_SHARE * q.budget)
    notes = list(d.formula.notes)
    if not gives_them_still(d, seed, first):
        notes = [HISTORY, *notes]
        if not seen.decided:
            return undecided(d, joined(notes), seed)
    if seen.difference:
        return refuted(q, seen, seen.difference, notes)
    if seen.misused:
        return unusable(d, put(Misused(seen.error), seen.mark), seed)
    if seen.error or not seen.agree:
        return replace(undecided(d, seen.error or _nothing_compared(seen), seed), mark=seen.mark)
    notes += [f"{stopped} to finish the ladder: {q.budget:.0f} s were given"] if stopped else []
    if seen.doubt:
        return undecided(d, joined([seen.doubt, *notes]), seed)
    if d.formula.tolerance:
        return approximately(q, seen, notes)
    return exactly(q, seen, notes) if d.formula.exact else in_floats(q, seen, notes)


def _nothing_compared(seen: Seen) -> str:
    open_points = seen.undecided or seen.blurred or seen.missing or ["no case was tried in the time given"]
    return f"nothing could be compared: {'; '.join(open_points[:3])}"
