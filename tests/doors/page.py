"""The table as records and as a page: reports/doors.jsonl and doors.md."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from tests.doors import library
from tests.doors.calling import LIMIT, Became
from tests.doors.table import ARITHMETICS, NOT_CALLED, NOT_TRIED
from verify.claim import Outcome
from verify.drawing import words
from verify.files.lines import write_lines

REPORTS = Path(__file__).parents[2] / "reports"
RIGHT = (Became.ERROR, Became.ANSWERED)
FEWEST = 21_000  # calls
PARTS = (*ARITHMETICS, *library.PARTS)
REASONS = NOT_CALLED | NOT_TRIED | library.NOT_TRIED
TEXT = f"""# Bad input at the doors

{{outcome}}: {{what}}. Repeat: `make doors`.

Every public function of `analytic/`, and those of `learned` and `verify` that take numbers, words, functions, tables or files, is
called with good arguments but for one, which is one of {{kinds}} kinds of bad input. Of `analytic/` calls are drawn with a seed,
fewer in the exact arithmetics, which are slow. A clear error is a ValueError or TypeError of our own code (a FileNotFoundError
where a file is missing), with words. Answered: what may be harmless (10^300 in an entry, a Decimal, an empty batch), with a finite
answer. A hang: {LIMIT:.0f} s of computing.
"""


def counted(calls: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records: what became of each kind in each arithmetic; each call that went wrong, with what it said."""
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong = []
    for row in calls:
        counts[row["arithmetic"], row["kind"], row["became"]] += 1
        if row["became"] not in RIGHT:
            wrong.append({"suite": "doors", **row})
    return [{"suite": "doors", "arithmetic": a, "kind": k, "became": b, "calls": n} for (a, k, b), n in counts.items()] + wrong


def decide(records: list[dict[str, Any]]) -> tuple[Outcome, str]:
    """HOLDS if nothing went wrong in enough calls in every arithmetic."""
    counts = [row for row in records if "calls" in row]
    calls, wrong = sum(row["calls"] for row in counts), [row for row in records if "call" in row]
    if calls < FEWEST or {row["arithmetic"] for row in counts} != {*PARTS}:
        return Outcome.UNDECIDED, f"{calls} calls were made, fewer than {FEWEST}, or not of every part"
    return Outcome.REFUTED if wrong else Outcome.HOLDS, f"of {calls} calls {len(wrong)} went wrong"


def text(records: list[dict[str, Any]]) -> str:
    counts = [row for row in records if "calls" in row]
    outcome, what = decide(records)
    page = TEXT.format(outcome=outcome.value, what=what, kinds=len({row["kind"] for row in counts}))
    page += "\n" + _table("arithmetic", [*PARTS], counts, "arithmetic, or package")
    if wrong := [[row["arithmetic"], row["call"], row["kind"], row["became"], row["said"]] for row in records if "call" in row]:
        page += "\n## What went wrong\n\n" + words.table(["arithmetic", "call", "kind", "became", "said"], wrong)
    page += "\n## Not tried\n\n" + words.table(["what", "reason"], [[k, v] for k, v in REASONS.items()])
    return page + "\n## Kind by kind\n\n" + _table("kind", list(dict.fromkeys(row["kind"] for row in counts)), counts)


def _table(by: str, names: list[str], counts: list[dict[str, Any]], head: str = "") -> str:
    def calls(name: str, *became: str) -> str:
        return str(sum(row["calls"] for row in counts if row[by] == name and (not became or row["became"] in became)))

    return words.table([head or by, "calls", *Became], [[name, calls(name), *(calls(name, b) for b in Became)] for name in names])


def write(records: list[dict[str, Any]], folder: Path = REPORTS) -> None:
    write_lines(folder / "doors.jsonl", records)
    write_whole(folder / "doors.md", text(records))
