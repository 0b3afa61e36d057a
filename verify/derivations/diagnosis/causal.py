"""What a refuted formula of a structural model is instead: a known mistake, confirmed at fresh exact cases."""

from collections.abc import Iterator

from verify.claim import Formula
from verify.derivations.answer import Diagnosis, joined
from verify.derivations.diagnosis.causal_mistakes import MISREAD, MISTAKES, Misread, Mistake, right
from verify.derivations.diagnosis.confirm import confirm, fresh_cases
from verify.derivations.diagnosis.repair import repair
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.statement import Derivation

CASES, TRIAL = 48, 6  # fresh ones; so many tell most mistakes from the formula
WHERE = 1 / 4  # of the time


def diagnose_causal(d: Derivation, seed: int, start: float, deadline: float) -> Diagnosis | None:
    """The mistake that it is; else the change of its text that makes it right; else where it is right."""
    regime, everywhere = where(d, seed, start + (deadline - start) * WHERE)
    cases = fresh_cases(d, seed + 2, CASES)
    for m in proposed(d.quantity.name) if not everywhere else ():
        if confirm(cases[:TRIAL], [m.formula], deadline)[0] == [TRIAL]:
            (agreed,), tried = confirm(cases, [m.formula], deadline)
            if agreed == tried == CASES:
                said = joined([f"equals {m.says} (on {agreed} of {tried} cases)", regime])
                return Diagnosis(said, d.quantity.name, m.key, agreed, tried, regime, m.key)
    edit = repair(d, seed, deadline)
    words = joined([str(edit) if edit else "", regime])
    if not edit:
        return Diagnosis(words, d.quantity.name, regime=regime, key=regime) if words else None
    return Diagnosis(words, d.quantity.name, regime=regime, key=f"{edit.old} for {edit.new}", mark=edit.mark)


def proposed(of: str) -> Iterator[Mistake]:
    """Each mistake; the quantity, and then each mistake, of a model that is misread."""
    own = MISTAKES.get(of, ())
    yield from own
    for misread in MISREAD:
        yield Mistake(misread.key, f"the {of}, with {misread.says}", _of(misread, right(of)))
    for misread in MISREAD:
        yield from (Mistake(m.key, f"{m.says}; with {misread.says}", _of(misread, m.formula)) for m in own)


def _of(misread: Misread, f: Formula) -> Formula:
    return lambda law, t, x: f(misread.law(law), t, x)
