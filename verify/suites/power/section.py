"""Power in a report: which evidence sees which mutant, as a matrix, and all rows."""

from verify.claim import Outcome
from verify.drawing.tables import Row, Table, markdown, plain
from verify.suites.suite import Section

FIRST = ["formula", "mutant", "evidence", "outcome", "regime", "witness"]


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
        return "seen"
    if "UNDECIDED" in outcomes:
        return "undecided"
    return "not seen" if outcomes else ""


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", matrix(rows)), ("All rows", plain(rows, FIRST))]


def text(rows: list[Row]) -> str:
    return f"{markdown(matrix(rows))}\n## All rows\n\n{markdown(plain(rows, FIRST))}"


SECTION = Section("power", "Power: which evidence sees which mutant", tables=tables, markdown=text, template="power/section.html")
