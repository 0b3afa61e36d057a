"""What the runs of a history say of each claim, one beside the other: a grid of claims and runs, and what changed in a sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from verify import papers
from verify.claims import order
from verify.drawing.tables import Row
from verify.files.history import Extent
from verify.record import NOT_RUN
from verify.report import changes
from verify.report.run import HISTORY, SIGN, Run, letters, paper, status

SHOWN = 12  # runs, of a page
ABOUT = ("seed", "started", "seconds")  # of a run, as run.json has it
MACHINE = ("commit", "python", "versions", "command")
OF_CLAIM = ("verdict", "ok", "expect", "standing", "why", "seconds")
OF_EVIDENCE = ("outcome", "measure", "bound", "unit")


def remembered(about: Row, extent: Extent, verdicts: Iterable[Row]) -> Row:
    """What a history keeps of a run: where it was made, and of each claim that ran its verdict and evidence."""
    claims = {v["id"]: _brief(v) for v in verdicts if v["verdict"] != NOT_RUN}
    made = {key: about["environment"].get(key) for key in MACHINE}
    return {"extent": extent.value, **{key: about[key] for key in ABOUT}, **made, "claims": claims}


def _brief(v: Row) -> Row:
    kept = {key: v[key] for key in OF_CLAIM if v.get(key) not in (None, "")}
    evidence = {kind: {key: e.get(key) for key in OF_EVIDENCE} for kind, e in (v.get("evidence") or {}).items()}
    return kept | {"seconds": round(float(v.get("seconds") or 0), 2), "evidence": evidence}


@dataclass(frozen=True)
class Cell:
    """A claim in a run."""

    key: str  # of Status
    text: str  # `✓ SBRF`, `! ≠ sBrf` where it is not as expected
    says: str

    @staticmethod
    def of(claim: Row | None) -> "Cell":
        if claim is None:
            return Cell("idle", "", "not run")
        found = status(claim)
        evidence = ", ".join(f"{kind} {str(e.get('outcome')).lower()}" for kind, e in (claim.get("evidence") or {}).items())
        sign = SIGN.get(str(claim["verdict"]), "?")
        text = f"{'! ' if unexpected(claim) else ''}{sign} {letters(claim)}"
        return Cell(found.key, text.rstrip(), f"{found.words}: {evidence}")


@dataclass(frozen=True)
class Told:
    """The runs of a history, oldest first."""

    runs: list[Row]

    @cached_property
    def ids(self) -> list[str]:
        return sorted({id for run in self.runs for id in run["claims"]}, key=order)

    @cached_property
    def changes(self) -> list[dict[str, list[str]]]:
        """Of each run, by claim, what was otherwise in the runs before it."""
        out: list[dict[str, list[str]]] = [{} for _ in self.runs]
        for id in self.ids:
            for n, said in _changes(id, self.runs):
                out[n][id] = said
        return out

    @cached_property
    def changed(self) -> list[str]:
        """The claims that ever changed, the latest change first."""
        latest = {id: n for n, mine in enumerate(self.changes) for id in mine}
        return sorted(latest, key=lambda id: (-latest[id], order(id)))

    @property
    def rest(self) -> dict[str, list[str]]:
        """The other claims, by paper, the papers in the order of a report."""
        found: dict[str, list[str]] = {p.called: [] for p in papers.catalogue()}
        for id in self.ids:
            if id not in self.changed:
                found.setdefault(paper({"id": id}), []).append(id)
        return {name: ids for name, ids in found.items() if ids}

    def cells(self, id: str) -> list[Cell]:
        """The newest run first."""
        return [Cell.of(run["claims"].get(id)) for run in reversed(self.runs)]

    def said(self) -> list[str]:
        """What changed last, then how much ever did."""
        if not self.runs:
            return ["There is no history yet: each run leaves its verdicts here, and the second is compared with the first."]
        if len(self.runs) == 1:
            return [f"The run of {when(self.runs[0])} is the first that is kept: there is nothing to compare it with yet."]
        last, ever = self.changes[-1], len(self.changed)
        first = f"In the last run, of {when(self.runs[-1])}, {_number(len(last))} changed" + (
            f": {', '.join(last)}." if last else "."
        )
        return [first, f"In the {len(self.runs)} runs that are shown {_number(ever)} of {len(self.ids)} ever changed."]


def told_of(run: Run) -> Told | None:
    """What a run folder has of the runs before it; None if it has nothing."""
    return None if run.suites.get(HISTORY) is None else Told(run.rows(HISTORY)[-SHOWN:])


def _number(claims: int) -> str:
    return "no claim" if not claims else f"{claims} claim{'s' * (claims != 1)}"


def when(run: Row) -> str:
    """`2026-11-30 02:21 (c72e863+, quick)`."""
    return f"{minute(run)} ({', '.join(filter(None, (commit(run), run['extent'])))})"


def minute(run: Row) -> str:
    """UTC."""
    return str(run["started"])[:16].replace("T", " ")


def commit(run: Row) -> str:
    """Short, with a + where the files differed from it."""
    whole = str(run.get("commit") or "")
    return whole[:7] + "+" * whole.endswith("+")


def unexpected(claim: Row) -> bool:
    return status(claim).key == "alarm"


def as_expected(run: Row) -> str:
    """`387 of 388`."""
    claims = run["claims"].values()
    return f"{len(claims) - sum(map(unexpected, claims))} of {len(claims)}"


def counted(run: Row) -> str:
    """`387 of 388 claims as expected`."""
    return f"{as_expected(run)} claims as expected"


def _changes(id: str, runs: list[Row]) -> Iterator[tuple[int, list[str]]]:
    """The verdict beside that of the run before; the evidence beside that of the last run which looked as deep."""
    before: Row | None = None
    as_deep: dict[bool, Row] = {}
    for n, run in enumerate(runs):
        now: Any = run["claims"].get(id)
        if now is None:
            continue
        quick = run["extent"] == Extent.QUICK
        said = changes.judged(id, before, now) if before else []
        if was := as_deep.get(quick):
            said += changes.looked(id, was, now)
            said += [f"{id}: {kind} looks at it now." for kind in now["evidence"] if kind not in was["evidence"]]
        if said:
            yield n, said
        before = as_deep[quick] = now
