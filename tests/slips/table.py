"""The table of planted slips: of each function that claims enter, each slip, who noticed it, and why the others need not."""

import json
import signal
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from tests.children import each
from tests.slips import noticing
from tests.slips.planting import ROOT, Slip, functions, planted, slips_of
from tests.slips.reasons import reason, same
from verify.claim import Claim, Outcome
from verify.claims import catalogue
from verify.drawing import words
from verify.files.lines import write_lines

FILE, PAGE = ROOT / "reports" / "slips.jsonl", ROOT / "reports" / "slips.md"
PATIENCE = 60  # seconds of computing for one slip and one claim: a root that never settles is noticed
UNCHANGED = "no number that it compares changes"
NOT_NOTICED = "not noticed"
NO_END = "no end"  # of the formula, beside the kinds of evidence and "error"
Row = dict[str, Any]


@cache
def holding() -> dict[str, Claim]:
    """The claims that are expected to hold."""
    return {id: claim for id, claim in catalogue().items() if claim.expect is Outcome.HOLDS}


def entries(ids: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Of each function of the closed forms the claims that enter it."""
    found: dict[str, list[str]] = {}
    chosen = list(holding() if ids is None else ids)
    for id, names in zip(chosen, each(_entered, chosen, 8), strict=True):
        for name in sorted(names):
            found.setdefault(name, []).append(id)
    return {name: found[name] for name in functions() if name in found}


def rows(of: dict[str, list[str]]) -> list[Row]:
    """One for each slip of these functions, asked of the claims that are named beside them."""
    asked = [(name, slip.about, ids) for name, ids in of.items() for slip in slips_of(name)]
    return [row for row in each(_row, asked, 4) if row["noticed"] or row["not"]]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """HOLDS if every slip is noticed, or changes nothing, and every claim that did not notice it need not for a reason given."""
    missed = [f"{row['function']}, {row['slip']}: {id}" for row in table for id, why in row["not"].items() if why == NOT_NOTICED]
    blind = [(row["function"], row["slip"]) for row in table if not row["noticed"]]
    missed += [f"{', '.join(row)}: no claim" for row in blind if not same(*row)]
    total = sum(len(row["noticed"]) + len(row["not"]) for row in table)
    excused = sum(why != NOT_NOTICED for row in table for why in row["not"].values())
    seen = [kind for row in table for kind in row["noticed"].values()]
    idle = sum(why == UNCHANGED for row in table for why in row["not"].values())
    what = f"{len(table)} slips in {len({r['function'] for r in table})} functions, {total} questions: {len(seen)} noticed, "
    what += f"{seen.count('error')} of them since the formula raises, {seen.count(NO_END)} since it has no end; "
    what += f"{idle} where no number that the claim compares changes; "
    what += f"{excused - idle} with another reason why not; {len(missed)} neither; {len(blind)} slips that no claim noticed, "
    what += f"{len(_only(table, {'error', NO_END}))} by errors or no end only"
    if endless := _only(table, {NO_END}):
        what += f"; by no end only: {'; '.join(endless)}"
    if not table:
        return Outcome.UNDECIDED, "nothing was planted"
    return (Outcome.REFUTED, f"{what}; first {missed[0]}") if missed else (Outcome.HOLDS, what)


def _only(table: list[Row], kinds: set[str]) -> list[str]:
    """The slips that are noticed, and in these ways only."""
    return [f"{row['function']}, {row['slip']}" for row in table if row["noticed"] and set(row["noticed"].values()) <= kinds]


def write(table: list[Row], file: Path = FILE, page: Path = PAGE) -> None:
    """The table as records and as a page, function by function."""
    write_lines(file, table)
    outcome, what = decide(table)
    text = f"# Planted slips\n\n{outcome.value}: {what}. Repeat: `make slips`.\n\n{ABOUT}\n\n"
    seen = [_by_kind(r["noticed"]) or f"none: {same(r['function'], r['slip'])}" for r in table]
    kept = [[r["function"], r["slip"], by, _by_reason(r["not"])] for r, by in zip(table, seen, strict=True)]
    write_whole(page, text + words.table(["function", "slip", "noticed by", "not noticed by, and why"], kept))


def read(file: Path = FILE) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def renewed(old: list[Row], new: list[Row]) -> list[Row]:
    """The old rows, those of functions that were asked again or are gone replaced by the new ones, in order."""
    order, asked = list(functions()), {row["function"] for row in new}
    rows = [row for row in old if row["function"] in order and row["function"] not in asked] + new
    return sorted(rows, key=lambda row: order.index(row["function"]))


def joined(old: list[Row], new: list[Row]) -> list[Row]:
    """The old rows, with what the claims that were asked say of each now; new rows after those of their function."""
    said = {(row["function"], row["slip"]): row for row in new}
    asked = {id for row in new for id in (*row["noticed"], *row["not"])}
    rows = []
    for row in old:
        now = said.pop((row["function"], row["slip"]), {"noticed": {}, "not": {}})
        kept = {part: {id: why for id, why in row[part].items() if id not in asked} for part in ("noticed", "not")}
        rows.append({**row, **{part: kept[part] | now[part] for part in kept}})
    order = list(functions())
    return sorted(
        [row for row in rows if row["noticed"] or row["not"]] + [*said.values()], key=lambda row: order.index(row["function"])
    )


ABOUT = """Each function of `analytic/` that a claim enters is given one wrong line at a time, and the deterministic evidence
of each claim that holds and enters it is asked again, of the claim as stated. What is planted: a result off by 1e-9, weights
squared, a determinant to another power, a mean doubled, a transposed matrix, two results exchanged, a term dropped or its sign, a
factor under the bar, a number one too large. A claim that has random evidence only is asked by that. "error": the formula raises,
as a mutant that is no program would; "no end": it was stopped. The arithmetics and the checks of
what comes in state no formula of a paper; their tests are elsewhere."""


def _row(asked: tuple[str, str, list[str]]) -> Row:
    name, about, ids = asked
    slip = next(s for s in slips_of(name) if s.about == about)
    seen = {id: found(slip, holding()[id]) for id in ids}
    return {
        "function": name,
        "slip": about,
        "noticed": {id: kind for id, (kind, _) in seen.items() if kind},
        "not": {id: why for id, (kind, why) in seen.items() if not kind},
    }


def found(slip: Slip, claim: Claim) -> tuple[str, str]:
    """The evidence that noticed the slip, or the reason why the claim need not."""
    right = _right(claim.id)
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        with planted(slip):
            if (where := noticing.changed(claim, right)) is None:
                return "", UNCHANGED
            kind = noticing.noticed(claim, where)
        return (kind, "") if kind else ("", reason(slip.function, slip.about, claim.id) or NOT_NOTICED)
    except noticing.NoEnd:
        return NO_END, ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(*_: Any) -> None:
    raise noticing.NoEnd


@cache
def _right(id: str) -> list[Any]:
    """The numbers of the claim without a slip."""
    return noticing.numbers(holding()[id])


def _entered(id: str) -> set[str]:
    return noticing.entered(holding()[id])


def _by_kind(noticed: dict[str, str]) -> str:
    return "; ".join(f"{kind}: {', '.join(ids)}" for kind, ids in _grouped(noticed))


def _by_reason(missed: dict[str, str]) -> str:
    return "; ".join(f"{', '.join(ids)}: {why}" for why, ids in _grouped(missed))


def _grouped(of: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for value in dict.fromkeys(of.values()):
        yield value, [id for id, v in of.items() if v == value]
