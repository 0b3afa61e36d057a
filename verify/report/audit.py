"""The audit pages, one a paper: each statement as printed, its verdict, condition or witness, evidence, what holds instead.

Made from the verdicts and rows of a run. Which statement belongs where is said in verify/audit/papers.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verify.audit import papers
from verify.audit.papers import PAPERS, Paper
from verify.claims import order
from verify.claims.entries import ENTRIES, entry_of
from verify.claims.undecided import UNDECIDED
from verify.evidence.kinds import means
from verify.report import exhibits, words
from verify.report.run import Row, Run, kinds, status

DERIVED = re.compile(r"derived|amends|converse")
PLURAL = {"good": "hold", "refuted": "refuted", "alarm": "not as expected", "open": "undecided"}
PLURAL |= {"waiting": "not decided", "idle": "not run"}
SAID = {"model": "network", "shape": "on the", "method": "by", "steps": "steps", "tolerance": "tolerance"}
BADGE = {"good": "holds", "refuted": "refuted", "open": "undecided", "idle": "not run"}


@dataclass(frozen=True)
class Item:
    """A statement. `key` is that of Status, or `waiting` for what no claim decides."""

    id: str
    place: str  # section, equation
    says: str
    latex: str
    key: str
    verdict: str
    printed: bool
    said: list[tuple[str, str]]  # what it is, text
    evidence: list[tuple[str, str, Row]]  # kind, what HOLDS means, what was found
    instead: Row | None
    near_misses: list[tuple[str, list[str]]]
    repeat: str


@dataclass(frozen=True)
class PartFound:
    heading: str
    items: list[Item]
    exhibits: list[exhibits.Exhibit]


@dataclass(frozen=True)
class Audit:
    paper: Paper
    parts: list[PartFound]
    found: list[tuple[str, tuple[str, ...], list[str]]]  # sentence, its claims, those that are not as it needs

    @property
    def items(self) -> list[Item]:
        return [item for part in self.parts for item in part.items]

    def totals(self) -> list[str]:
        """Sentences: all statements, those printed in the paper, tables and figures."""
        items, shown = self.items, [e for part in self.parts for e in part.exhibits]
        mine = [i for i in items if i.printed]
        out = [f"{len(items)} statements: {counted(items)}."]
        if len(mine) < len(items):
            others = [i for i in items if not i.printed]
            out.append(f"{len(mine)} printed: {counted(mine)}. {len(others)} derived here: {counted(others)}.")
        if shown:
            missing = sum(bool(e.missing) for e in shown)
            more = f", {missing} not run" if missing else ""
            out.append(f"{len(shown)} tables and figures: {len(shown) - missing} recomputed{more}.")
        return out


def counted(items: list[Item]) -> str:
    """`47 hold, 19 refuted, 2 not decided`: what there is none of is left out."""
    each = {key: sum(i.key == key for i in items) for key in PLURAL}
    return ", ".join(f"{n} {PLURAL[key]}" for key, n in each.items() if n) or "none"


def audit(paper: Paper, run: Run) -> Audit:
    verdicts = {str(v["id"]): v for v in run.rows("verdicts")}
    mine = list(_items(paper, verdicts, run))
    instead = {str(v.get("amended")): id for id, v in verdicts.items() if v.get("amended")}
    items = sorted(mine, key=lambda i: _position(paper, i, instead))
    heads = [(part.heading, part.exhibits) for part in paper.parts] + [("Further statements", ())]
    parts = [
        PartFound(head, [i for i in items if papers.part_of(paper, i.id) == n], [exhibits.exhibit(x, run) for x in shown])
        for n, (head, shown) in enumerate(heads)
    ]
    found = [(f.says, f.claims, [c for c in f.claims if not _as_expected(verdicts.get(c))]) for f in paper.found]
    return Audit(paper, [p for p in parts if p.items or p.exhibits], found)


def _position(paper: Paper, i: Item, instead: dict[str, str]) -> tuple[object, ...]:
    """The order of the paper; what holds instead comes right after what it amends."""
    first = i.id if i.printed else instead.get(i.id, i.id)
    return papers.place(paper, first), order(first), first != i.id, order(i.id)


def _as_expected(v: Row | None) -> bool:
    return v is not None and status(v).key in ("good", "refuted")


def _items(paper: Paper, verdicts: dict[str, Row], run: Run) -> Iterator[Item]:
    for id, v in verdicts.items():
        if id.startswith(f"{paper.key}-"):
            yield _claim(paper, v, verdicts)
    for s in papers.learned(paper):
        said, rows = s.verdict(run.suites.get(s.suite))
        key = {"HOLDS": "good", "REFUTED": "refuted", "UNDECIDED": "open"}.get(said, "idle")
        why = "; ".join(f"{r['kind']}{_at(r)}: {words.number(r['value'])}{_interval(r)}" for r in rows)
        lines = [("Measured", why), ("Holds instead", s.instead)] if rows else []
        yield Item(s.id, s.source.removeprefix(f"{paper.name}, "), s.says, "", key, BADGE[key], True, lines, [], None, [], s.repeat)
    for u in papers.undecided(paper):
        lines = [("Why not", u.reason), ("What would decide it", u.by)]
        yield Item(u.id, "", u.says, "", "waiting", "not decided", True, lines, [], None, [], "")


def _at(r: Row) -> str:
    found = [f"{name} {r[k]}" for k, name in SAID.items() if r.get(k)]
    return f" ({', '.join(found)})" if found else ""


def _interval(r: Row) -> str:
    return f" ({words.number(r['low'])} to {words.number(r['high'])})" if "low" in r else ""


def _claim(paper: Paper, v: Row, verdicts: dict[str, Row]) -> Item:
    found, source = status(v), str(v.get("source", ""))
    amended = str(v.get("amended") or "")
    told = [("Witness" if v["verdict"] == "REFUTED" else "Why", str(v.get("why") or "")), ("Note", str(v.get("note") or ""))]
    if amended and amended not in verdicts:
        told.append(("Holds instead", f"{amended}, which this run does not have"))
    return Item(
        str(v["id"]),
        source.replace(f"amends {paper.name}, ", "amends ").removeprefix(f"{paper.name}, "),
        str(v.get("says", "")),
        str(v.get("latex") or ""),
        found.key,
        BADGE.get(found.key, found.words),
        not DERIVED.match(source) and (paper.key == "FX" or paper.name in source),
        [(what, text) for what, text in told if text],
        [(kind, means(kind), e) for kind, e in kinds(v)],
        verdicts.get(amended),
        [(name, list(seen)) for name, seen in (v.get("near_misses") or {}).items()],
        str(v.get("repeat") or ""),
    )


def entries(run: Run) -> dict[str, str]:
    """Each of the entries of the catalogue: decided, not decided, open or not run."""
    found: dict[str, list[str]] = {entry: [] for entry in ENTRIES}
    for v in run.rows("verdicts"):
        if entry := entry_of(str(v["id"])):
            found[entry].append(status(v).key)
    for s in papers.LEARNED:
        said, _ = s.verdict(run.suites.get(s.suite))
        found[s.id].append({"HOLDS": "good", "REFUTED": "refuted", "NOT RUN": "idle"}.get(said, "open"))
    waiting = {u.id for u in UNDECIDED}
    return {entry: "not decided" if entry in waiting else _state(keys) for entry, keys in found.items()}


def _state(keys: list[str]) -> str:
    if not keys or "idle" in keys:
        return "not run"
    return "decided" if set(keys) <= {"good", "refuted"} else "not as expected"


def line(run: Run) -> str:
    """`126 entries: 122 decided, 4 not decided`."""
    found = list(entries(run).values())
    more = "".join(f", {found.count(k)} {k}" for k in ("not as expected", "not run") if k in found)
    return f"{len(found)} entries: {found.count('decided')} decided, {found.count('not decided')} not decided{more}"


def files(run: Run) -> dict[str, str]:
    """Every audit page as HTML and Markdown, and the list of what is not decided."""
    from verify.report import audit_text

    made = {}
    for a in (audit(paper, run) for paper in PAPERS):
        made[f"{a.paper.slug}.html"] = audit_text.page(a)
        made[f"{a.paper.slug}.md"] = audit_text.markdown(a)
    return made | {"not-decided.md": audit_text.not_decided(run)}
