"""A derivation that differs: the smallest counterexample, if it is right but for a guard, how near it is, what it is instead."""

from dataclasses import replace

from verify.derivations.answer import GUARDLESS, Answer, counterexample_of
from verify.derivations.held_numbers import in_finer_floats
from verify.derivations.judging import on_average
from verify.derivations.judging.approximation import closeness
from verify.derivations.judging.guarded import Guarded, guarded
from verify.derivations.judging.question import Question
from verify.derivations.judging.shrink import shrink
from verify.derivations.judging.standing import left_open, to_ulps
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Difference, Gap, Seen
from verify.derivations.spent import spent
from verify.record import Record

SHRINK_SECONDS = 2.0  # the first simpler cases bring most; the diagnosis needs the time more


def refuted(q: Question, seen: Seen, difference: Difference, notes: list[str]) -> Answer:
    """The smallest counterexample, told ahead; then what else can be said."""
    worst = shrink(q.d, difference, min(q.end, spent() + SHRINK_SECONDS))
    scope = f"at an exact case, after {seen.agree} that agreed" if seen.agree else "at the first exact case"
    witness = f"{worst.found}, not {worst.certified}"
    far = {"measure": worst.distance, "bound": worst.bound, "unit": "distance"}
    record = q.record(outcome="REFUTED", regime=worst.regime.name, scope=scope, witness=witness, **far)
    answer = replace(q.answer([record], scope, worst.why, *notes), counterexample=counterexample_of(q.d, worst))
    q.ahead(answer)
    other = worst.gap is Gap.ROUNDING_NOISE or seen.asked  # a guard of any size is no noise, and no branch
    try:
        with quiet():
            found = None if other else guarded(q.d, q.seed, q.end)
            near = "" if found else _near(q)
    except Exception as e:  # the verdict stands without it
        return _diagnosed(q, answer.because(f"not tried without its guards: it raised {type(e).__name__}: {e}"))
    if found:
        return replace(_but_for_a_guard(q, found, record, notes), counterexample=answer.counterexample)
    return _diagnosed(q, answer.because(near))


def _near(q: Question) -> str:
    """What can be said for it: it is nowhere far off, or right on average."""
    if close := closeness(q.d, q.seed, q.end):
        return close
    return "wrong at points, right on average over p_t: on='average' claims that" if on_average.agrees(q.d, q.seed) else ""


def _but_for_a_guard(q: Question, found: Guarded, record: Record, notes: list[str]) -> Answer:
    said = f"at {found.seen.agree} exact points in {found.seen.sizes}" if q.d.formula.exact else to_ulps(found.seen, q.d.unit)
    scope = "; ".join([f"without the guard: {said}", *left_open(found.seen)])
    bare = q.record(variant=GUARDLESS, outcome="HOLDS", regime="the ladder", scope=scope)
    return q.answer([record, bare], scope, str(found), *notes)


def _diagnosed(q: Question, answer: Answer) -> Answer:
    """With what the formula is instead, where that is found."""
    try:
        from verify.derivations.diagnosis import diagnose  # its tables take a while to load, and most formulas need none

        with quiet():
            found = diagnose(in_finer_floats(q.d), q.seed, q.end)
            return replace(answer, diagnosis=found, mark=found.mark if found else None)
    except Exception as e:  # the verdict stands without it
        return answer.because(f"no diagnosis: it raised {type(e).__name__}: {e}")
