"""The refuted sentences in three groups, by where they stand: what an author printed, what we read into it, what nobody said."""

from collections.abc import Sequence

from verify import papers
from verify.claim import Outcome, Standing
from verify.drawing.tables import Row
from verify.report.run import Run

GROUPS = {
    str(Standing.PRINTED): (
        "False as printed",
        "It stands so in the text, a table, a figure, the published code or a comment of the LaTeX source, and is false.",
    ),
    str(Standing.READ_SO): (
        "False if read so",
        "The paper's words, or a summary's where the text was not at hand, are informal or leave a case open. One reading of them "
        "is refuted; they may be meant otherwise.",
    ),
    str(Standing.CONVERSE): (
        "Converses",
        "Said by nobody: the converse of a claim that holds, or that claim beyond its conditions. That it is false shows that the "
        "conditions are needed.",
    ),
    "": ("Other refuted sentences", "Expected to hold, or of a run that does not say where they stand."),
}


def refuted(verdicts: Sequence[Row]) -> dict[str, list[Row]]:
    """The refuted sentences of each group, in the order of GROUPS; groups without any are left out."""
    false = [v for v in verdicts if v["verdict"] == Outcome.REFUTED]
    groups = {standing: [v for v in false if (v.get("standing") or "") == standing] for standing in GROUPS}
    return {standing: mine for standing, mine in groups.items() if mine}


def counted(verdicts: Sequence[Row]) -> str:
    """`11 as printed, 21 if read so, 4 as a converse`, of those refuted as expected."""
    return ", ".join(f"{len(mine)} {standing}" for standing, mine in refuted(verdicts).items() if standing)


def source(v: Row) -> str:
    """The source of a verdict; of a paper that was not at hand it says so."""
    return papers.cited(str(v["id"]), str(v.get("source", "")))


def unread(run: Run) -> list[str]:
    """A sentence for each paper that was not at hand, if the run has a claim of it."""
    ids = [str(v["id"]) for v in run.rows("verdicts")]
    mine = [p for p in papers.catalogue() if p.unread and any(map(p.states, ids))]
    return [f"{p.title}. {p.unread}" for p in mine]
