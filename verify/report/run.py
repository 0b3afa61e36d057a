"""A run folder, read: verdicts, records and rows as they are on disk, and what a verdict means to a reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytic.options import there
from learned.files import tables
from verify import papers
from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row
from verify.evidence.kinds import KINDS
from verify.files.lines import harmless, read_lines
from verify.papers.citation import work_of
from verify.record import NOT_RUN
from verify.suites import catalogue
from verify.suites.suite import COMMAND

HISTORY = "history"  # a row for each of the last runs
AUDITED = ("verdicts", *catalogue())  # what audits are made of
SUITES = ("claims", *AUDITED, "derivations", HISTORY)

EXPECTED = {"HOLDS": "to hold", "REFUTED": "to be refuted", "UNDECIDED": "to stay undecided"}


SIGN = {"HOLDS": "✓", "REFUTED": "≠", "UNDECIDED": "?"}
KEY = {"HOLDS": "good", "REFUTED": "refuted", "UNDECIDED": "open", NOT_RUN: "idle"}  # of a verdict that is as expected


@dataclass(frozen=True)
class Run:
    """`suites[name]` is None if the file is missing: that part was not run."""

    about: Mapping[str, Any]
    suites: Mapping[str, list[Row] | None]

    def rows(self, name: str) -> list[Row]:
        return self.suites.get(name) or []

    def speaking(self, suite: str, of: str) -> list[Row]:
        """The rows of a suite that speak of a statement, by its id, or of a printed estimate."""
        speaks = catalogue()[suite].speaks()[of]
        return [r for r in self.rows(suite) if speaks(r)]


@dataclass(frozen=True)
class Status:
    """How a verdict reads. `key` is good, refuted (as expected), open, alarm or idle; `rank` sorts what needs a look first."""

    key: str
    words: str
    rank: int


def readable(folder: Path) -> Path:
    if not there(folder, Path.is_dir):
        raise ValueError(f"{str(folder)[-200:]} is no folder: make a run with `{COMMAND}`, or name the folder that holds one")
    return folder


def load(folder: Path, names: Iterable[str] = SUITES) -> Run:
    """What a folder has of these records."""
    readable(folder)
    suites = {name: _rows(folder / f"{name}.jsonl") for name in names}
    about = _about(folder / "run.json")
    if not about and all(rows is None for rows in suites.values()):
        raise ValueError(f"{folder} holds no records: make a run with `{COMMAND}`")
    return Run(about, suites)


def _rows(path: Path) -> list[Row] | None:
    if not path.exists():
        return None
    rows = read_lines(path)
    for number, row in enumerate(rows, 1):
        if path.stem == "verdicts" and not {"id", "verdict"} <= row.keys():
            raise ValueError(f"{path}, line {number} lacks an id or a verdict: make the file again with `{COMMAND}`")
    return rows


def _about(path: Path) -> Row:
    if not path.exists():
        return {}
    try:
        return dict(harmless(tables.load(path, float, holds="what a run was")))
    except ValueError as e:
        raise ValueError(f"{e}; if it is damaged, restore it from git or make it again") from None


def status(verdict: Row) -> Status:
    said, expected = str(verdict["verdict"]), str(verdict.get("expect", "HOLDS"))
    if said == NOT_RUN:
        return Status("idle", "not run", 5)
    if not verdict.get("ok", said == expected):
        return Status(
            "alarm", f"{said.lower()}; expected {EXPECTED.get(expected, expected)}", 1 if said == Outcome.UNDECIDED else 0
        )
    if said == Outcome.UNDECIDED:
        return Status("open", "undecided, as expected", 2)
    if said == Outcome.REFUTED:
        return Status("refuted", f"false {verdict['standing']}" if verdict.get("standing") else "refuted, as expected", 4)
    return Status("good", "holds", 3)


def ordered(verdicts: list[Row]) -> list[Row]:
    """Failed and undecided first; else as in the file."""
    return sorted(verdicts, key=lambda v: min(status(v).rank, 3) if status(v).rank < 5 else 5)


def kinds(verdict: Row) -> list[tuple[str, Row]]:
    """The evidence of a verdict, strongest kind first."""
    order = list(KINDS)
    evidence = verdict.get("evidence") or {}
    return sorted(evidence.items(), key=lambda e: (order.index(e[0]) if e[0] in order else len(order), e[0]))


def strongest(verdict: Row) -> str:
    """What was found by the strongest evidence that says what the verdict says."""
    found = kinds(verdict)
    agreeing = [(kind, e) for kind, e in found if e.get("outcome") == verdict["verdict"]] or found
    if not agreeing:
        return str(verdict.get("why", ""))
    kind, e = agreeing[0]
    if e.get("outcome") == Outcome.REFUTED:
        return f"{kind}: {e.get('witness') or words.number(e.get('measure'))}"
    return f"{kind}: {e.get('scope') or words.number(e.get('measure'))}"


def paper(verdict: Row) -> str:
    """The paper of the catalogue by the id, else what the source begins with."""
    known = [p.called for p in papers.catalogue() if p.states(str(verdict["id"]))]
    if known:
        return known[0]
    return work_of(str(verdict.get("source", ""))) or "no source"


def counts(verdicts: list[Row]) -> dict[str, int]:
    """How many verdicts of each key of Status."""
    found = [status(v).key for v in verdicts]
    return {key: found.count(key) for key in ("alarm", "open", "good", "refuted", "idle")}


def letters(verdict: Row) -> str:
    """A letter for each kind that ran; small where it does not agree with what is expected."""
    found = verdict.get("evidence") or {}
    said = {kind: str(e.get("outcome")) for kind, e in found.items()}
    ran, wanted = [k for k in KINDS.values() if k.name in found], verdict.get("expect", "HOLDS")
    marks = [k.letter if said[k.name] == wanted else k.letter.lower() for k in ran]
    return "".join(marks) + ("+" if set(found) - set(KINDS) else "")
