"""When a formula is refuted: what it is instead, why, and where it is right after all.

A search in float64 (search.py) proposes; each proposal is confirmed at fresh exact points (confirm.py).
Nothing unconfirmed is said.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from verify.derivations.answer import Diagnosis, joined
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.causal import diagnose_causal
from verify.derivations.diagnosis.change import NONE, Change
from verify.derivations.diagnosis.conduct import NOISE, conduct
from verify.derivations.diagnosis.confirm import Fresh, Same, Within, confirmed, fresh_cases
from verify.derivations.diagnosis.explain import cause, explain, told_by
from verify.derivations.diagnosis.facts import NO_RULE, facts, off
from verify.derivations.diagnosis.inputs import of_rounded
from verify.derivations.diagnosis.repair import repair
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.diagnosis.sampled import Sample, sample
from verify.derivations.diagnosis.search import any_plain, approximations, candidates, changed, of_values, readings
from verify.derivations.repairs.told import Edit
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation
from verify.regimes.laws import LAWS

LONGEST = 25.0  # seconds of computing, on whatever machine; `search` ends sooner on its own
WHERE, SEARCH = 1 / 4, 0.7  # of the time: until the regime is known, and the search ends; the rest confirms what was found
CLOSE = 0.05  # of the size. Chosen: what rounded inputs change is less; no verdict depends on it
UNNAMED = "no named quantity under the changes tried"
LOOSE = 1e-4  # of the size, within which an approximation is told as what it approximates


def diagnose(d: Derivation, seed: int = 0, deadline: float = float("inf")) -> Diagnosis | None:
    """What the refuted derivation is; `deadline` is a time of spent(), within which so much may be computed."""
    start = time.process_time()
    d = replace(d, formula=d.formula.settle())
    deadline = start + min(deadline - spent(), LONGEST)
    if not LAWS[d.law].timed:
        return diagnose_causal(d, seed, start, deadline)
    s = sample(d, seed)
    if s is not None and np.isfinite(s.F).all() and (odd := conduct(d, s)):
        return _of_conduct(d, s, odd, seed, deadline)
    regime, everywhere = where(d, seed, start + (deadline - start) * WHERE)
    if everywhere:
        return Diagnosis(regime, d.quantity.name, "", regime=regime, key=regime) if regime else None
    if s is None:
        return None
    if not np.isfinite(s.F).all():
        return Diagnosis("; ".join(facts(d, s, seed)), regime=regime, key="not finite")
    if np.isinf(off(d, s)):  # of another shape than all that is tried
        edit = repair(d, seed, deadline)
        return _beside(edit, None, regime, _known(d, s, seed)) if edit else _unnamed(d, s, seed, regime)
    cases = fresh_cases(d, seed + 2)
    if not d.formula.exact and off(d, s) < CLOSE and (found := _told(d, of_rounded(d), cases, deadline, regime)):
        return found
    own = candidates(d, s)
    if not own and (found := _nearly(d, s, cases, deadline, regime)):
        return found
    found = _told(d, readings(own, d.quantity.name), cases, deadline, regime) if any_plain(own, d.quantity.name) else None
    edit, end = repair(d, seed, deadline), start + (deadline - start) * SEARCH
    if not found:
        proposed = readings(changed(d, s, own, end, two=not edit), d.quantity.name)
        found = _told(d, proposed, cases, deadline, regime)
    if edit:
        return _beside(edit, found, regime, [] if found else _known(d, s, seed))
    late = max(SEARCH * (deadline - start), 0.0) if time.process_time() > end else None
    return found or _nearly(d, s, cases, deadline, regime, of_values(d.law)) or _unnamed(d, s, seed, regime, late)


def _of_conduct(d: Derivation, s: Sample, odd: Sequence[str], seed: int, deadline: float) -> Diagnosis:
    """What is odd; of a noisy value that is not near the quantity, what it is near, and what would be right."""
    said = Diagnosis(joined(odd), d.quantity.name, key="; ".join(odd))
    if not odd[0].startswith(NOISE) or off(d, s) <= CLOSE:
        return said
    found, edit = _nearly(d, s, fresh_cases(d, seed + 2), deadline, ""), repair(d, seed, deadline, LOOSE)
    return _beside(edit, found, "", []) if edit else found or said


def _beside(edit: Edit, found: Diagnosis | None, regime: str, known: Sequence[str]) -> Diagnosis:
    """What it is, or what can be measured of it, and what would be right."""
    if found:
        return replace(found, words=joined([found.words, str(edit)]), mark=edit.mark)
    key = "; ".join([f"{edit.old} for {edit.new}", *known])
    return Diagnosis(joined([str(edit), regime, *known]), regime=regime, key=key, mark=edit.mark)


def _told(
    d: Derivation,
    proposed: Sequence[Candidate],
    cases: Sequence[Fresh],
    deadline: float,
    regime: str,
    same: Same | None = None,
    how: str = "",
) -> Diagnosis | None:
    """What fresh cases confirm of what was proposed, in words."""
    told, agreed, tried = confirmed(cases, proposed, told_by, deadline, same)
    if not told:
        return None
    of_path = "of the path without its noise c z, " if d.convention.latent else ""  # what is searched has none
    words, quantity = explain(told, d, f"{of_path}{how}on {agreed} of {tried} cases")
    key = "; ".join(dict.fromkeys(cause(c, d) for c in told))
    return Diagnosis(joined([words, regime]), quantity, told[0].change.says or key, agreed, tried, regime, key)


def _nearly(
    d: Derivation, s: Sample, cases: Sequence[Fresh], deadline: float, regime: str, ways: Sequence[Change] = (NONE,)
) -> Diagnosis | None:
    """What it is but for a small part of its size, as a difference quotient is."""
    if d.formula.exact:
        return None
    how = f"to within {LOOSE:.0e} of its size, as a difference quotient or a truncated series would, "
    return _told(d, approximations(d, s, LOOSE, ways), cases, deadline, regime, Within(LOOSE), how)


def _known(d: Derivation, s: Sample, seed: int) -> list[str]:
    """What can be measured of it, if it is something."""
    return [fact for fact in facts(d, s, seed) if fact != NO_RULE]


def _unnamed(d: Derivation, s: Sample, seed: int, regime: str, late: float | None = None) -> Diagnosis:
    """Nothing in the catalogue is it, or `late`, so many seconds, were too few to tell: what can be measured of it."""
    known = facts(d, s, seed)
    said = "; ".join([regime, *known] if regime else known)
    none = f"no named quantity so far: the search was stopped after {late:.2g} s of computing" if late is not None else UNNAMED
    return Diagnosis(f"{none}; {said}", regime=regime, key="; ".join(known))


__all__: Sequence[str] = ("Diagnosis", "diagnose")
