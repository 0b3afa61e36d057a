"""What the rows of a run decide about trained networks."""

from verify.drawing.tables import Row
from verify.papers import Learned
from verify.record import NOT_RUN
from verify.report.run import Run


def decided(s: Learned, run: Run) -> tuple[str, list[Row]]:
    """HOLDS, REFUTED, UNDECIDED or NOT RUN, and the judged rows that speak of the statement."""
    rows = [r for r in run.speaking(s.suite, s.id) if "outcome" in r]
    others = {r["outcome"] for r in rows} - {s.as_stated}
    if not rows:
        return NOT_RUN, []
    return ("HOLDS" if not others else "REFUTED" if others & {"HOLDS", "REFUTED"} else "UNDECIDED"), rows
