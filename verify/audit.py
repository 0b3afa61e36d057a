"""The published equations and numbers of a paper, each with what is printed, what it is recomputed to, a verdict, an explanation.

Equations are the claims of the catalogue with the verdicts of a run's records; Table 4 comes from the rows of its suite, Tables 5
and 6 from sums over the data. What no record decides is NOT RUN, with the command that runs it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verify.claim import Claim, Outcome
from verify.claims import catalogue
from verify.published import causality_delta, correlations
from verify.records import read_lines

Row = dict[str, Any]

PAPERS = {"CD": "Causality-Delta"}
RUN = "pytest --pyargs verify"
NOT_RUN = "NOT RUN"
FIELDS = ("paper", "item", "claim", "printed", "recomputed", "verdict", "explanation", "repeat")


def rows(paper: str | None = None, records: Path | None = None) -> list[Row]:
    """Every published equation and number of a paper (all papers by default), with the verdicts of the folder `records`."""
    wanted = [key for key, name in PAPERS.items() if paper is None or paper.lower() in (key.lower(), name.lower())]
    if not wanted:
        known = ", ".join(f"{name} ({key})" for key, name in PAPERS.items())
        raise KeyError(f"{paper!r} is no paper of the catalogue: it has {known}")
    out = [row for key in wanted for row in _equations(key, _read(records, "verdicts"))]
    return out + (list(_numbers(_read(records, "table4"))) if "CD" in wanted else [])


def _read(folder: Path | None, suite: str) -> list[Row]:
    path = folder / f"{suite}.jsonl" if folder else None
    return read_lines(path) if path and path.exists() else []


def _row(
    item: str, claim: str, printed: str, recomputed: str, verdict: str, explanation: str, repeat: str, paper: str = "CD"
) -> Row:
    return dict(zip(FIELDS, (PAPERS[paper], item, claim, printed, recomputed, verdict, explanation, repeat), strict=True))


def _equations(key: str, verdicts: list[Row]) -> Iterator[Row]:
    found = {v["id"]: v for v in verdicts if v["verdict"] != NOT_RUN}
    for claim in catalogue().values():
        if claim.source.startswith(PAPERS[key]):
            item = claim.source.removeprefix(PAPERS[key]).lstrip(", ;")
            yield _row(item, claim.id, claim.says, *_judged(claim, found.get(claim.id)), f"driftproof verify {claim.id}", key)


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


def _numbers(table: list[Row]) -> Iterator[Row]:
    for column in (causality_delta.NUMERICAL, causality_delta.INTERVENTION):
        for t in causality_delta.TIMES:
            yield _table4(column, t, [r for r in table if r.get("instance", "published") == "published"])
    for printed in correlations.PRINTED:
        yield _correlation(printed)


def _table4(column: str, t: Any, table: list[Row]) -> Row:
    """Judged against Eq. (3): differences at a step that resolves, and the blend, which is what the published code prints."""
    from verify.suites import table4 as suite

    item, printed = f"Table 4, {column}, t = {float(t):.2f}", causality_delta.printed(column, t)
    shown = printed if isinstance(printed, str) else f"{printed:.{causality_delta.DIGITS}f}"
    mine = [r for r in table if float(r["t"]) == float(t)]
    right = suite.RESOLVED if column == causality_delta.NUMERICAL else suite.BLEND
    judged = [r | {"printed": printed} for r in mine if (r["formula"], r["column"]) == (suite.RIGHT, right)]
    if not judged:
        return _row(
            item, "", shown, "", NOT_RUN, f"Run it with `{RUN} -k table4`; `driftproof table4` prints it.", "driftproof table4"
        )
    outcome, _ = suite.decide(judged, suite.RIGHT, right)
    value = {(r["formula"], r["column"]): r["value"] for r in mine}
    if column == causality_delta.NUMERICAL:
        noise = value[suite.CODE, suite.AS_PUBLISHED]
        why = f"Rounding noise of a float32 step of 1e-6, here {noise:.3f}: the digits depend on the machine."
    else:
        why = (
            f"The published code's drift, E[x1 | x_t] - m0, gives {value[suite.CODE, suite.BLEND]:.6f}; "
            f"the intervention A_k of Table 1 would be {value[suite.RIGHT, suite.INTERVENTION]:.6f}."
        )
    return _row(item, "", shown, _figure(judged[0]["value"]), outcome.value, why, "driftproof table4")


def _figure(value: float) -> str:
    return f"{value:.6f}" if value >= 1e-6 else f"{value:.1e}"


def _correlation(p: correlations.Printed) -> Row:
    found = {name: sums.correlation for name, sums in p.data.items()}
    recomputed = "; ".join(f"{value:.4f} ({name})" for name, value in found.items())
    if not p.measured:
        return _row(p.item, "", f"{p.value:.{p.digits}f}", f"data: {recomputed}", NOT_RUN, f"{p.note} No suite trains it.", "")
    agrees = any(causality_delta.agrees(value, p.value, p.digits) for value in found.values())
    verdict = Outcome.HOLDS if agrees else Outcome.REFUTED
    return _row(p.item, "", f"{p.value:.{p.digits}f}", recomputed, verdict.value, p.note, "driftproof audit")
