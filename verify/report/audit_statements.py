"""What a run says of each statement of a paper: as printed, its verdict, condition or witness, evidence, what holds instead."""

from collections.abc import Iterator
from dataclasses import dataclass

from verify import papers
from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row
from verify.evidence.kinds import means
from verify.papers import Learned, Paper, Undecided
from verify.papers.citation import is_derived, place_in
from verify.record import NOT_RUN
from verify.report.learned import decided
from verify.report.run import KEY, Run, kinds, status
from verify.suites.suite import COMMAND, repeat

NOT_DECIDED = "NOT DECIDED"
SAID = {"model": "network", "shape": "on the", "method": "by", "steps": "steps", "tolerance": "tolerance", "trial": "seed"}
BADGE = {"good": "holds", "refuted": "refuted", "open": "undecided", "idle": "not run"}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """`key` is that of Status, or `waiting` for what no claim decides; `verdict` is its outcome, NOT RUN or NOT DECIDED."""

    id: str
    place: str  # section, equation
    says: str
    latex: str = ""
    key: str
    verdict: str
    badge: str  # the verdict in words
    printed: bool = True
    recomputed: str
    explanation: str
    said: list[tuple[str, str]]  # what it is, text
    evidence: list[tuple[str, str, Row]]  # kind, what HOLDS means, what was found
    instead: Row | None = None
    near_misses: list[tuple[str, list[str]]]
    repeat: str


def statements(paper: Paper, verdicts: dict[str, Row], run: Run) -> Iterator[Statement]:
    """Those of the run's verdicts, those of trained networks, and what no claim decides."""
    yield from (_claim(paper, v, verdicts) for id, v in verdicts.items() if paper.states(id))
    yield from (_learned(s, run) for s in paper.trained)
    yield from (_undecided(u) for u in paper.undecided)


def _learned(s: Learned, run: Run) -> Statement:
    verdict, rows = decided(s, run)
    why = "; ".join(f"{r['kind']}{_at(r)}: {words.number(r['value'])}{_interval(r)}" for r in rows)
    return Statement(
        id=s.id,
        place=papers.cited(s.id, s.source),
        says=s.says,
        key=KEY[verdict],
        verdict=verdict,
        badge=BADGE[KEY[verdict]],
        recomputed=why,
        explanation=s.instead if rows else f"Run it with `{repeat(s.suite)}`.",
        said=[("Measured", why), ("Holds instead" if verdict == Outcome.REFUTED else "Note", s.instead)] if rows else [],
        evidence=[],
        near_misses=[],
        repeat=repeat(s.suite),
    )


def _at(r: Row) -> str:
    found = [f"{name} {r[k]}" for k, name in SAID.items() if r.get(k)]
    return f" ({', '.join(found)})" if found else ""


def _interval(r: Row) -> str:
    return f" ({words.number(r['low'])} to {words.number(r['high'])})" if "low" in r else ""


def _undecided(u: Undecided) -> Statement:
    return Statement(
        id=u.id,
        place="",
        says=u.says,
        key="waiting",
        verdict=NOT_DECIDED,
        badge="not decided",
        recomputed="",
        explanation=f"{u.reason} It would be decided by: {u.by}",
        said=[("Why not", u.reason), ("What would decide it", u.by)],
        evidence=[],
        near_misses=[],
        repeat="",
    )


def _claim(paper: Paper, v: Row, verdicts: dict[str, Row]) -> Statement:
    found, source, instead = status(v), str(v.get("source", "")), verdicts.get(str(v.get("amended") or ""))
    return Statement(
        id=str(v["id"]),
        place=place_in(paper.name, papers.cited(str(v["id"]), source)),
        says=str(v.get("says", "")),
        latex=str(v.get("latex") or ""),
        key=found.key,
        verdict=str(v["verdict"]),
        badge=found.words if found.key == "refuted" else BADGE.get(found.key, found.words),
        printed=not is_derived(source) and (paper.collection or paper.name in source),
        recomputed=_recomputed(v),
        explanation=_explanation(v, instead),
        said=_said(v, instead),
        evidence=[(kind, means(kind), e) for kind, e in kinds(v)],
        instead=instead,
        near_misses=[(name, list(seen)) for name, seen in (v.get("near_misses") or {}).items()],
        repeat=str(v.get("repeat") or ""),
    )


def _said(v: Row, instead: Row | None) -> list[tuple[str, str]]:
    told = [("The paper's words", str(v.get("words") or ""))]
    told += [("Witness" if v["verdict"] == Outcome.REFUTED else "Why", str(v.get("why") or "")), ("Note", str(v.get("note") or ""))]
    told.append(("Right where", ", ".join(v.get("right_where") or [])))
    if v.get("amended") and instead is None:
        told.append(("Holds instead", f"{v['amended']}, which this run does not have"))
    return [(what, text) for what, text in told if text]


def _recomputed(v: Row) -> str:
    if v["verdict"] == NOT_RUN:
        return ""
    if v["verdict"] != Outcome.HOLDS:
        return str(v.get("why") or "")
    return f"the same, by {', '.join(kind for kind, e in kinds(v) if e.get('outcome') == 'HOLDS')}"


def _explanation(v: Row, instead: Row | None) -> str:
    if v["verdict"] == NOT_RUN:
        return f"Run it with `{COMMAND}`."
    expected = str(v.get("expect", "HOLDS"))
    surprise = "" if v["verdict"] == expected else f"Expected {expected}."
    standing = f"{status(v).words.capitalize()}." if v.get("standing") and not surprise else ""
    quoted = f"The paper's words: {v['words']}." if v.get("words") else ""
    other = f"Holds instead, {instead['id']}: {instead.get('says', '')}" if instead else ""
    return " ".join(filter(None, (surprise, standing, quoted, str(v.get("note") or ""), other)))
