"""The one change of a refuted claim's own text under which all its evidence accepts it."""

import time
from collections.abc import Iterator
from dataclasses import replace
from types import FunctionType

from verify.claim import Claim, Formula, Outcome
from verify.derivations.repairs.edits import Text, text_of
from verify.derivations.repairs.told import Edit
from verify.evidence import decide
from verify.evidence.kinds import KINDS
from verify.record import RecordRole
from verify.runner import run_all

SECONDS = 4.0  # of computing, for all changes


def claim_repair(claim: Claim, seed: int) -> Edit | None:
    """None if there is none, no text, or not enough time."""
    if not isinstance(claim.formula, FunctionType):
        return None
    text, end = text_of(claim.formula), time.process_time() + SECONDS
    accepted = (n for n, f in _changed(text) if time.process_time() < end and _accepts_first(claim, f, seed))
    return next((text.told(n) for n in accepted if _accepts(claim, text.edited(n), seed)), None)


def _changed(text: Text) -> Iterator[tuple[int, Formula]]:
    for n in range(len(text.changes)):
        try:
            yield n, text.edited(n)
        except (SyntaxError, ValueError):  # it makes no function
            continue


def _accepts_first(claim: Claim, f: Formula, seed: int) -> bool:
    """Does the cheapest evidence, at its first regime?"""
    test = min(claim.tests, key=lambda t: KINDS[t.kind].cost)
    try:
        return decide(test, f, test.regimes[0], seed).outcome is Outcome.HOLDS
    except Exception:  # a changed text may raise anything
        return False


def _accepts(claim: Claim, f: Formula, seed: int) -> bool:
    """Does all of it?"""
    try:
        records = run_all(replace(claim, formula=f, near_misses={}), seed)
    except Exception:
        return False
    found = [r.outcome for r in records if r.role == RecordRole.CLAIM]
    return bool(found) and set(found) == {Outcome.HOLDS.value}
