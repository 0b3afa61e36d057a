"""The numbers that *Causality-Delta* prints in Tables 4 to 6, each judged by the rows of a run or by sums over the data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta import printed
from verify.papers.causality_delta.correlations import CORRELATIONS, Correlation
from verify.papers.causality_delta.instance import PUBLISHED
from verify.record import NOT_RUN
from verify.report.run import Run
from verify.suites.suite import COMMAND, repeat


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A printed number; `verdict` is an outcome or NOT RUN."""

    item: str
    printed: str
    recomputed: str
    verdict: str
    explanation: str
    repeat: str


Numbers = Callable[[Run], list[Judged]]


def table4(run: Run) -> list[Judged]:
    """Both columns at every time."""
    rows = [r for r in run.rows("table4") if r.get("instance", PUBLISHED) == PUBLISHED]
    return [_table4(column, t, rows) for column in (printed.NUMERICAL, printed.INTERVENTION) for t in printed.TIMES]


def _table4(column: str, t: Any, table: list[Row]) -> Judged:
    """Judged against Eq. (3): differences at a step that resolves, and the blend, which is what the published code prints."""
    from verify.suites.table4 import table as suite
    from verify.suites.table4.kinds import Column, Formula

    item, number = f"Table 4, {column}, t = {float(t):.2f}", printed.of_table4(column, t)
    shown, figure = (number.text, number.figure) if number else ("", None)
    mine = [r for r in table if float(r["t"]) == float(t)]
    right = Column.RESOLVED if column == printed.NUMERICAL else Column.BLEND
    judged = [r | {"printed": figure} for r in mine if (r["formula"], r["column"]) == (Formula.RIGHT, right)]
    if judged:
        recomputed, verdict = _figure(judged[0]["value"]), suite.decide(judged, Formula.RIGHT, right)[0].value
        why = _why(column, {(r["formula"], r["column"]): r["value"] for r in mine})
    else:
        recomputed, verdict = "", NOT_RUN
        why = f"Run it with `{repeat('table4')}`; `driftproof table4` prints it."
    return Judged(item=item, printed=shown, recomputed=recomputed, verdict=verdict, explanation=why, repeat="driftproof table4")


def _why(column: str, value: dict[tuple[str, str], float]) -> str:
    from verify.suites.table4.kinds import Column, Formula

    if column == printed.NUMERICAL:
        noise = value[Formula.CODE, Column.AS_PUBLISHED]
        return f"Rounding noise of a float32 step of 1e-6, here {noise:.3f}: the digits depend on the machine."
    return (
        f"The published code's drift, E[x1 | x_t] - m0, gives {value[Formula.CODE, Column.BLEND]:.6f}; "
        f"the intervention A_k of Table 1 would be {value[Formula.RIGHT, Column.INTERVENTION]:.6f}."
    )


def _figure(value: float) -> str:
    return f"{value:.6f}" if value >= 1e-6 else f"{value:.1e}"


def correlations(table: str) -> Numbers:
    """The printed correlations of Table 5 or 6."""
    return lambda run: [_correlation(c, run) for c in CORRELATIONS[table]]


def _correlation(c: Correlation, run: Run) -> Judged:
    """Of the data it is judged; of a network it is not: what is trained here is another network than the printed one."""
    found = {name: sums.correlation for name, sums in c.data.items()}
    recomputed = "; ".join(f"{value:.4f} ({name})" for name, value in found.items())
    if not c.suite:
        verdict = (Outcome.HOLDS if any(map(c.number.agrees, found.values())) else Outcome.REFUTED).value
        why, again = c.note, "driftproof audit"
    else:
        mine, verdict = {_network(r): r for r in reversed(run.speaking(c.suite, c.item))}, NOT_RUN
        here = "".join(f"{name}, trained here: {r['value']:.3f} ({r['low']:.3f} to {r['high']:.3f}); " for name, r in mine.items())
        recomputed = f"{here}data: {recomputed}"
        why = c.note + ("" if mine else f" `{COMMAND}` shows one that is trained here.")
        again = "; ".join(dict.fromkeys(r["repeat"] for r in mine.values())) or repeat(c.suite)
    return Judged(item=c.item.value, printed=c.number.text, recomputed=recomputed, verdict=verdict, explanation=why, repeat=again)


def _network(r: Row) -> str:
    return str(r.get("model") or r.get("through", "networks"))
