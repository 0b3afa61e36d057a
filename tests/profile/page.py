"""What was measured as records and as a page: reports/profile.jsonl and profile.md."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from tests.measured import REPORTS, Row, about
from tests.profile.answer import PHASES
from tests.sources import ROOT
from verify import claims, suites
from verify.claim import Outcome
from verify.drawing import words
from verify.evidence.kinds import KINDS
from verify.files.lines import write_lines

DEAREST, SMALL = 30, 0.5  # tests; seconds
SLACK = 0.05  # of the whole: what two clocks, read one after the other, may be apart
COMMANDS = {"verify": "pytest verify/", "tests": "pytest tests/", "answer": "driftproof check FILE"}
TEXT = """# Where the seconds go

{outcome}: {what}. Repeat: `make profile`; of the tests, which take long: `python -m tests.profile tests`.

Seconds of computing (user and system) of a process and of its children that have ended, in one process, one thread: elapsed time
says more of what else the machine does. What is imported counts as imports, not as work of the test that was the first to ask.
"""


def of_session(part: str, written: Iterable[Row]) -> list[Row]:
    """Records of a session of pytest from the rows of its plugin; imports by package."""
    records, ended = [], {"whole": 0.0, "failed": 0}
    for row in written:
        if "imports" in row:
            packages = Counter[str]()
            for module, seconds in row["imports"].items():
                packages[module.partition(".")[0]] += seconds  # type: ignore[assignment]
            records += [{"part": part, "imports": name, "seconds": seconds} for name, seconds in packages.most_common()]
        elif "whole" in row:
            ended = row
        else:
            records.append({"part": part, **row, "test": row["test"].replace(f"{ROOT}/", "")})
    return [about(part, **ended), *folded(records)]


def folded(records: list[Row]) -> list[Row]:
    """Of the tests of a file those below SMALL seconds as one row; claims and suites each by itself."""
    small: dict[str, list[Row]] = {}
    for row in records:
        if row["part"] == "tests" and "test" in row and row["seconds"] < SMALL:
            small.setdefault(row["test"].partition("::")[0], []).append(row)
    mine = {id(row) for rows in small.values() for row in rows}
    kept = [row for row in records if id(row) not in mine]
    for file, rows in small.items():
        sums = {key: sum(row[key] for row in rows) for key in ("seconds", "started")}
        name = f"{file}::{len(rows)} tests of {Path(file).name} below {SMALL} s"
        kept.append({"part": "tests", "test": name, **sums, "evidence": {}})
    return kept


def decide(records: list[Row]) -> tuple[Outcome, str]:
    """HOLDS if every claim and suite was measured, and no parts are dearer than their whole."""
    names = {_name(row["test"]) for row in records if row["part"] == "verify" and "test" in row}
    if lost := sorted({*claims.catalogue(), *suites.catalogue()} - names):
        return Outcome.UNDECIDED, f"not measured: {', '.join(lost[:5])}" + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
    for row in records:
        parts, whole = _parts(row, records)
        if not parts <= whole * (1 + SLACK):
            return Outcome.REFUTED, f"{_label(row)}: its parts take {parts:.2f} s, the whole {whole:.2f} s"
    measured = ", ".join(f"`{COMMANDS[row['part']]}` {row['whole']:.0f} s" for row in records if "machine" in row)
    return Outcome.HOLDS, f"no parts are dearer than their whole: {measured}"


def _parts(row: Row, records: list[Row]) -> tuple[float, float]:
    """Seconds of the parts of what a row measures, and of the whole."""
    if "machine" in row and row["part"] != "answer":
        return sum(r["seconds"] for r in records if r["part"] == row["part"] and "seconds" in r), row["whole"]
    if "evidence" in row:
        return sum(seconds for seconds, _ in row["evidence"].values()), row["seconds"]
    return 0.0, 0.0


def _label(row: Row) -> str:
    return row.get("test") or COMMANDS[row["part"]]


def _name(test: str) -> str:
    """The claim or suite of a test."""
    return test.partition("[")[2].rstrip("]")


def text(records: list[Row]) -> str:
    outcome, what = decide(records)
    page = TEXT.format(outcome=outcome.value, what=what)
    for row in records:
        if "machine" in row:
            of = [r for r in records if r["part"] == row["part"] and r is not row]
            page += f"\n## {COMMANDS[row['part']]}\n\n{row['machine']}, Python {row['python']}, commit {row['commit'][:9]}."
            page += f" Tests that failed in this run: {row['failed']}.\n\n" if "failed" in row else "\n\n"
            page += _answers(of) if row["part"] == "answer" else _session(of, row["whole"])
    return page


def _answers(rows: list[Row]) -> str:
    head = ["formula", *PHASES, "sum", "the command", "exit status"]
    return words.table(
        head, [[r["answer"], *(r["phases"][p] for p in PHASES), sum(r["phases"].values()), r["whole"], r["exit"]] for r in rows]
    )


def _session(rows: list[Row], whole: float) -> str:
    tests = sorted((r for r in rows if "test" in r), key=lambda r: -r["seconds"])
    imports = [r for r in rows if "imports" in r]
    files = Counter[str]()
    for r in tests:
        files[r["test"].partition("::")[0]] += r["seconds"]
    spent, imported = sum(files.values()), sum(r["seconds"] for r in imports)
    sums = [*files.most_common(), ("imports", imported), ("collecting, writing", whole - spent - imported), ("all", whole)]
    page = words.table(["what", "seconds"], [[*row] for row in sums])
    page += f"\nProcesses started: {sum(r['started'] for r in tests)}.\n"
    if found := _evidence(tests):
        page += "\n### Evidence\n\n" + words.table(["kind", "seconds", "formulas decided"], found)
    page += f"\n### The dearest {DEAREST}\n\n"
    dearest = [[r["test"].partition("::")[2], r["seconds"], r["started"], _kinds(r)] for r in tests[:DEAREST]]
    page += words.table(["test", "seconds", "processes", "evidence"], dearest)
    return page + "\n### Imports\n\n" + words.table(["package", "seconds"], [[r["imports"], r["seconds"]] for r in imports[:12]])


def _evidence(tests: list[Row]) -> list[list[Any]]:
    found = {kind: [sum(r["evidence"].get(kind, (0, 0))[i] for r in tests) for i in (0, 1)] for kind in KINDS}
    return [[kind, *both] for kind, both in sorted(found.items(), key=lambda item: -item[1][0]) if both[1]]


def _kinds(row: Row) -> str:
    return ", ".join(f"{kind} {seconds:.1f}" for kind, (seconds, _) in row["evidence"].items())


def write(records: list[Row], folder: Path = REPORTS) -> None:
    write_lines(folder / "profile.jsonl", records)
    write_whole(folder / "profile.md", text(records))
