"""What changed from a baseline to a run, in plain sentences: outcomes, digits, claims that came or went."""

import math
from pathlib import Path

from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row
from verify.record import NOT_RUN
from verify.report.run import Run, kinds, load
from verify.suites import catalogue
from verify.suites.suite import LOST, Suite


def changes(old: Path, new: Path) -> list[str]:
    """Raises ValueError if the run is unreadable; a baseline that is missing or damaged is the only sentence."""
    run = load(new)
    try:
        base = load(old)
    except ValueError as e:
        return [f"The baseline cannot be read: {e}. `driftproof baseline` makes a new one of the last run."]
    if base.suites["verdicts"] is None:
        return [f"The baseline {old} has no verdicts.jsonl: restore it from git, or make a new one with `driftproof baseline`."]
    out = _verdicts(_by(base, "verdicts", ("id",)), _by(run, "verdicts", ("id",)))
    for suite in catalogue().values():
        if suite.keys and base.suites[suite.name] is not None and run.suites[suite.name] is not None:
            out += _suite(suite, _by(base, suite.name, suite.keys), _by(run, suite.name, suite.keys))
    return out


def _by(run: Run, suite: str, keys: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
    out: dict[tuple[str, ...], Row] = {}
    for row in run.rows(suite):
        key = tuple(words.number(row.get(k)) for k in keys)
        n = 2
        while key in out:
            key, n = (*key[: len(keys)], f"row {n}"), n + 1
        out[key] = row
    return out


def _verdicts(old: dict[tuple[str, ...], Row], new: dict[tuple[str, ...], Row]) -> list[str]:
    out = []
    for key, was in old.items():
        if key not in new:
            out.append(f"{key[0]} is gone: the baseline says {was['verdict']}, this run has no such claim.")
        elif NOT_RUN not in (was["verdict"], new[key]["verdict"]):
            out += judged(key[0], was, new[key]) + looked(key[0], was, new[key])
    return out + [f"{key[0]} is new: {row['verdict']}." for key, row in new.items() if key not in old]


def judged(id: str, was: Row, now: Row) -> list[str]:
    """What changed in the verdict of a claim, and in what is expected."""
    out = []
    if was["verdict"] != now["verdict"]:
        why = f": {now['why']}" if now.get("why") else ""
        out.append(f"{id} was {was['verdict']}, is {now['verdict']} (expected {now.get('expect', 'HOLDS')}){why}.")
    if was.get("expect") != now.get("expect"):
        out.append(f"{id} was expected {was.get('expect')}, is now expected {now.get('expect')}.")
    elif was.get("standing") and was.get("standing") != now.get("standing"):
        out.append(f"{id} was false {was.get('standing')}, is now false {now.get('standing')}.")
    return out


def looked(id: str, was: Row, now: Row) -> list[str]:
    """What changed in the evidence of a claim: its kinds, their outcomes, digits, near misses."""
    out, found = [], now.get("evidence") or {}
    for kind, e in kinds(was):
        if kind not in found:
            out.append(f"{id}: {kind} no longer looks at it.")
        elif e.get("outcome") != found[kind].get("outcome"):
            out.append(f"{id}, {kind}: was {e.get('outcome')}, is {found[kind].get('outcome')}.")
        elif e.get("outcome") == Outcome.HOLDS:
            out += _digits(f"{id}, {kind}", e, found[kind])
    return out + _sight(id, was, now)


def _sight(id: str, was: Row, now: Row) -> list[str]:
    """Near misses that some evidence refuted and no longer refutes."""
    before, after = was.get("near_misses") or {}, now.get("near_misses") or {}
    lost = {name: sorted(set(seen) - set(after.get(name, []))) for name, seen in before.items()}
    return [f"{id}: near miss '{name}' is no longer refuted by {', '.join(kinds)}." for name, kinds in lost.items() if kinds]


def _digits(where: str, was: Row, now: Row) -> list[str]:
    """Both hold; the measure is nearer to its bound by more than a digit."""
    before, after = share(was), share(now)
    if math.isnan(after) and not math.isnan(before):
        return [f"{where}: the measure was {words.number(was.get('measure'))}, is no number now."]
    if not after > (LOST * before if before else 1 / LOST):
        return []
    digits = f"{math.log10(after / before):.1f} digits lost" if before and after < math.inf else "digits lost"
    return [f"{where}: {digits}: was {words.measured(was)}, is {words.measured(now)}."]


def share(e: Row) -> float:
    """The measure as a part of its bound."""
    measure, bound = words.size(e.get("measure")), words.size(e.get("bound"))
    if bound:
        return measure / bound
    return 0.0 if measure == 0 else math.inf


def _suite(suite: Suite, old: dict[tuple[str, ...], Row], new: dict[tuple[str, ...], Row]) -> list[str]:
    out, gone, more = [], [k for k in old if k not in new], [k for k in new if k not in old]
    for key, was in old.items():
        now, where = new.get(key, was), f"{suite.name}, {', '.join(filter(None, key))}"
        if was.get("outcome") != now.get("outcome"):
            out.append(f"{where}: was {was.get('outcome')}, is {now.get('outcome')}.")
        elif said := suite.changed(was, now):
            out.append(f"{where}: {said}.")
    return out + _counted(suite.name, gone, "are gone") + _counted(suite.name, more, "are new")


def _counted(suite: str, keys: list[tuple[str, ...]], what: str) -> list[str]:
    if not keys:
        return []
    return [f"{suite}: {len(keys)} rows {what}, the first is {', '.join(filter(None, keys[0]))}."]
