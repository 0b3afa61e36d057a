"""The published statements and numbers of a paper, each with what is printed, what it is recomputed to, a verdict, an explanation.

Statements are the claims of the catalogue in the order of the paper, with the verdicts of a run's records; those of trained
networks and Table 4 come from the rows of their suites, Tables 5 and 6 from sums over the data and the rows of mnist and celeba.
What no record decides is NOT RUN, with the command that runs it; what no claim decides is NOT DECIDED, with what would decide it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verify.audit import papers
from verify.audit.papers import Paper
from verify.claim import Claim, Outcome
from verify.claims import catalogue, order
from verify.published import causality_delta, correlations
from verify.records import read_lines

Row = dict[str, Any]

RUN = "pytest --pyargs verify"
NOT_RUN, NOT_DECIDED = "NOT RUN", "NOT DECIDED"
FIELDS = ("paper", "item", "claim", "printed", "recomputed", "verdict", "explanation", "repeat")


def rows(paper: str | None = None, records: Path | None = None) -> list[Row]:
    """Every published statement and number of a paper (all papers by default), with the verdicts of the folder `records`."""
    out = []
    for p in papers.of_key(paper or ""):
        found = {v["id"]: v for v in _read(records, "verdicts") if v["verdict"] != NOT_RUN}
        stated = [(papers.place(p, row["claim"]), order(row["claim"]), row) for row in _statements(p, found, records)]
        out += [row for *_, row in sorted(stated, key=lambda s: s[:2])]
        out += _numbers(records) if p.key == "CD" else []
    return out


def _read(folder: Path | None, suite: str) -> list[Row]:
    path = folder / f"{suite}.jsonl" if folder else None
    return read_lines(path) if path and path.exists() else []


def _row(
    item: str,
    claim: str,
    printed: str,
    recomputed: str,
    verdict: str,
    explanation: str,
    repeat: str,
    paper: str = "Causality-Delta",
) -> Row:
    return dict(zip(FIELDS, (paper, item, claim, printed, recomputed, verdict, explanation, repeat), strict=True))


def _statements(paper: Paper, found: dict[str, Row], records: Path | None) -> Iterator[Row]:
    for claim in catalogue().values():
        if claim.id.startswith(f"{paper.key}-"):
            item = claim.source.removeprefix(paper.name).lstrip(", ;")
            judged = _judged(claim, found.get(claim.id))
            yield _row(item, claim.id, claim.says, *judged, f"driftproof verify {claim.id}", paper.name)
    for s in papers.learned(paper):
        said, why = s.verdict(_read(records, s.suite))
        recomputed = "; ".join(f"{r['value']:.3g} ({r['kind']})" for r in why[:3])
        item, explanation = s.source.removeprefix(paper.name).lstrip(", ;"), s.instead
        if said == NOT_RUN:
            explanation = f"Run it with `{RUN} -k {s.suite}`."
        yield _row(item, s.id, s.says, recomputed, said, explanation, s.repeat, paper.name)
    for u in papers.undecided(paper):
        yield _row("not decided", u.id, u.says, "", NOT_DECIDED, f"{u.reason} It would be decided by: {u.by}", "", paper.name)


def _judged(claim: Claim, verdict: Row | None) -> tuple[str, str, str]:
    """Recomputed, verdict, explanation."""
    if verdict is None:
        return "", NOT_RUN, f"Run it with `{RUN}`."
    evidence = verdict.get("evidence") or {}
    said = verdict["verdict"]
    agreeing = [kind for kind, e in evidence.items() if e.get("outcome") == said]
    recomputed = str(verdict.get("why") or "") if said != Outcome.HOLDS else f"the same, by {', '.join(agreeing)}"
    instead = f"Holds instead, {claim.amended}: {catalogue()[claim.amended].says}" if claim.amended in catalogue() else ""
    surprise = "" if said == claim.expect else f"Expected {claim.expect}."
    return recomputed, said, " ".join(filter(None, (surprise, claim.note, instead)))


def _numbers(records: Path | None) -> Iterator[Row]:
    table = [r for r in _read(records, "table4") if r.get("instance", "published") == "published"]
    for column in (causality_delta.NUMERICAL, causality_delta.INTERVENTION):
        for t in causality_delta.TIMES:
            yield _table4(column, t, table)
    trained = [*_read(records, "mnist"), *_read(records, "celeba")]
    for printed in correlations.PRINTED:
        yield _correlation(printed, trained)


def _table4(column: str, t: Any, table: list[Row]) -> Row:
    """Judged against Eq. (3): differences at a step that resolves, and the blend, which is what the published code prints."""
    from verify.suites.table4 import table as suite
    from verify.suites.table4.kinds import Column, Formula

    item, printed = f"Table 4, {column}, t = {float(t):.2f}", causality_delta.printed(column, t)
    shown = printed if isinstance(printed, str) else f"{printed:.{causality_delta.DIGITS}f}"
    mine = [r for r in table if float(r["t"]) == float(t)]
    right = Column.RESOLVED if column == causality_delta.NUMERICAL else Column.BLEND
    judged = [r | {"printed": printed} for r in mine if (r["formula"], r["column"]) == (Formula.RIGHT, right)]
    if not judged:
        return _row(
            item, "", shown, "", NOT_RUN, f"Run it with `{RUN} -k table4`; `driftproof table4` prints it.", "driftproof table4"
        )
    outcome, _ = suite.decide(judged, Formula.RIGHT, right)
    value = {(r["formula"], r["column"]): r["value"] for r in mine}
    if column == causality_delta.NUMERICAL:
        noise = value[Formula.CODE, Column.AS_PUBLISHED]
        why = f"Rounding noise of a float32 step of 1e-6, here {noise:.3f}: the digits depend on the machine."
    else:
        why = (
            f"The published code's drift, E[x1 | x_t] - m0, gives {value[Formula.CODE, Column.BLEND]:.6f}; "
            f"the intervention A_k of Table 1 would be {value[Formula.RIGHT, Column.INTERVENTION]:.6f}."
        )
    return _row(item, "", shown, _figure(judged[0]["value"]), outcome.value, why, "driftproof table4")


def _figure(value: float) -> str:
    return f"{value:.6f}" if value >= 1e-6 else f"{value:.1e}"


TRAINED = {  # kind, and what the name of the estimate begins with, of the rows of a network trained here
    "Table 5, estimated": ("Table 5", "S by rows of J"),
    "Table 6, estimated": ("28 and 30", "J J^T, rows of J"),
    "Table 6, estimated, conditional": ("28 and 30", "J J^T, partial given 19"),
}


def _correlation(p: correlations.Printed, trained: list[Row]) -> Row:
    """Of the data it is judged; of a network it is not: what is trained here is another network than the printed one."""
    found = {name: sums.correlation for name, sums in p.data.items()}
    recomputed = "; ".join(f"{value:.4f} ({name})" for name, value in found.items())
    if not p.measured:
        kind, name = TRAINED[p.item]
        mine = [r for r in trained if r["kind"] == kind and str(r.get("estimate", r.get("what"))).startswith(name)]
        here = "".join(f"network trained here: {r['value']:.3f} ({r['low']:.3f} to {r['high']:.3f}); " for r in mine[:1])
        why = f"{p.note} The paper's network needs a GPU." + ("" if mine else f" `{RUN}` measures a small one.")
        repeat = "driftproof measure " + ("mnist-fives" if kind == "Table 5" else "celeba")
        return _row(p.item, "", f"{p.value:.{p.digits}f}", f"{here}data: {recomputed}", NOT_RUN, why, repeat)
    agrees = any(causality_delta.agrees(value, p.value, p.digits) for value in found.values())
    verdict = Outcome.HOLDS if agrees else Outcome.REFUTED
    return _row(p.item, "", f"{p.value:.{p.digits}f}", recomputed, verdict.value, p.note, "driftproof audit")
