"""Power in a report: which evidence sees which mutant, as a matrix, and all rows."""

from verify.claim import Outcome
from verify.drawing.tables import Row, Table, markdown, plain
from verify.suites.suite import Section

FIRST = ["formula", "mutant", "evidence", "outcome", "regime", "witness"]


ABOUT = (
    "Which evidence notices which mistake? A row is a formula with one slip, a column a kind of evidence: ✓ it refutes the slip, "
    "– it does not see it, ? it decides nothing. Where nothing stands, the claim has no such evidence."
)
SEEN, MISSED, OPEN = "✓", "–", "?"
SIGHTS = {SEEN: "seen", MISSED: "not seen", OPEN: "undecided"}


def matrix(rows: list[Row]) -> Table:
    """Which evidence sees which mutant: a row for each mutant, a column for each kind."""
    columns = list(dict.fromkeys(str(r.get("evidence")) for r in rows))
    mutants = list(dict.fromkeys((str(r.get("formula")), str(r.get("mutant"))) for r in rows))
    seen: dict[tuple[str, str, str], list[str]] = {}
    for r in rows:
        key = (str(r.get("formula")), str(r.get("mutant")), str(r.get("evidence")))
        seen.setdefault(key, []).append(str(r.get("outcome")))
    body = [[*mutant, *(_sight(seen.get((*mutant, column), [])) for column in columns)] for mutant in mutants]
    return Table(["formula", "mutant", *columns], body)


def _sight(outcomes: list[str]) -> str:
    if Outcome.REFUTED in outcomes:
        return SEEN
    if "UNDECIDED" in outcomes:
        return OPEN
    return MISSED if outcomes else ""


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", matrix(rows)), ("All rows", plain(rows, FIRST))]


def text(rows: list[Row]) -> str:
    return f"{ABOUT}\n\n{markdown(matrix(rows))}\n## All rows\n\n{markdown(plain(rows, FIRST))}"


SECTION = Section(
    "power",
    "Power: which evidence sees which mutant",
    lambda rows: [ABOUT],
    tables,
    markdown=text,
    template="power/section.html",
    more=lambda rows: {"sights": SIGHTS},
)
