"""The tables of `driftproof history`, as words and as plain rows."""

from verify.drawing import words
from verify.drawing.tables import Row
from verify.record import NOT_RUN
from verify.report.history import as_expected, commit, minute, unexpected, when
from verify.report.run import letters


def row(run: Row, changed: dict[str, list[str]], id: str | None) -> Row:
    """The run and what changed in it; of one claim that alone."""
    if id is None:
        return run | {"changes": [s for said in changed.values() for s in said]}
    about = {key: value for key, value in run.items() if key != "claims"}
    return about | {"claim": id, **run["claims"].get(id, {"verdict": NOT_RUN}), "changes": changed.get(id, [])}


def overview(runs: list[Row]) -> tuple[list[str], list[list[str]]]:
    head = ["started (UTC)", "commit", "extent", "time", "as expected"]
    return head, [[minute(r), commit(r), r["extent"], words.seconds(r["seconds"]), as_expected(r)] for r in runs]


def of_claim(id: str, runs: list[Row]) -> tuple[list[str], list[list[str]]]:
    """A ! behind a verdict that is not as expected."""
    rows = []
    for r in runs:
        c = r["claims"][id]
        said = c["verdict"].lower() + "!" * unexpected(c)
        rows.append([minute(r), commit(r), r["extent"], words.seconds(c.get("seconds")), said, letters(c)])
    return ["started (UTC)", "commit", "extent", "time", "verdict", "by"], rows


def sentences(found: list[tuple[Row, dict[str, list[str]]]]) -> list[tuple[str, list[str]]]:
    """Of each run in which something changed its title, and what did."""
    return [(when(run), [s for said in changed.values() for s in said]) for run, changed in found if changed]
