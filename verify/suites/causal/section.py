"""What flows answer about causes: a table for each level, questions down, constructions across, right ones marked."""

from verify.claim import Outcome
from verify.drawing import tables, words
from verify.drawing.tables import Row, Table, groups
from verify.suites.causal.kinds import NO_LATENT, Construction, Level
from verify.suites.causal.picture import plots
from verify.suites.common.intervals import as_expected
from verify.suites.suite import Section

HEADINGS = {
    Level.SEE: "Seen: the slope of x_j on x_k",
    Level.DO: "Done: how x_j moves with do(x_k)",
    Level.IMAGINE: "Imagined: x_j of one unit, had x_k been set",
}


def about(rows: list[Row]) -> list[str]:
    return [
        "Linear Gaussian models have exact answers to what is seen, done and imagined, and so has every construction of a flow "
        "between Gaussians. A cell is what the construction answers, and how far that is from the truth where it is wrong. Both "
        "are certified: that they agree to 2^-100, or that they differ; maps without a closed form are enclosed to 1e-7.",
        "One flow a node, given its clean causes, is right in every cell, and so is the triangular map in a causal order. A map "
        "that generates the law answers what is seen, whatever it is; what its latents do is another matter: moved the least, "
        "they answer what is seen to every question. A mask on the joint velocity spoils the law, and so the rest.",
        "The filter answers what is seen beside all other variables: what doing does where these block every back door and none "
        "of them is an effect, as in Simpson's model, and not where one of them is a collider.",
        f"{as_expected(rows)}.",
    ]


def by_level(rows: list[Row]) -> list[tuple[str, Table]]:
    head = ["question", "truth", *(c.value for c in Construction)]
    found = []
    for level in Level:
        mine = groups([r for r in rows if r["level"] == level], "what")
        lines = [[what, cells[0]["truth"], *_answers(cells)] for (what,), cells in mine.items()]
        found.append((HEADINGS[level], Table(head, lines, key=level)))
    return found


def _answers(cells: list[Row]) -> list[str]:
    of = {r["construction"]: r for r in cells}
    return [_answer(of[c.value]) if c.value in of else "" for c in Construction]


def _answer(cell: Row) -> str:
    if "value" not in cell:
        return "none" if cell["note"] == NO_LATENT else "not decided"
    said = {Outcome.HOLDS.value: "right", Outcome.UNDECIDED.value: "right to 1e-7"}
    return f"{cell['value']:g} ({said.get(cell['outcome']) or 'off by ' + format(cell['error'], '.3g')})"


def by_construction(rows: list[Row]) -> list[Table]:
    """A table for each question: constructions down, levels across."""
    found = []
    for (what,), mine in groups(rows, "what").items():
        of = groups(mine, "level")
        truth = ["truth", *(f"{cells[0]['truth']:g}" for cells in of.values())]
        answers = zip(*(_answers(cells) for cells in of.values()), strict=True)
        lines = [[c.value, *said] for c, said in zip(Construction, answers, strict=True)]
        found.append(Table([what, *(level for (level,) in of)], [truth, *lines]))
    return found


def markdown(rows: list[Row]) -> str:
    return "\n".join(tables.markdown(table) for table in by_construction(rows))


def latex(rows: list[Row]) -> str:
    """A booktabs tabular for each question."""
    out = [r"% needs \usepackage{array,booktabs}"]
    for table in by_construction(rows):
        head, truth, *lines = (" & ".join(map(words.latex, line)) + r" \\" for line in (table.head, *table.rows))
        columns = r"{>{\raggedright\arraybackslash}p{0.2\textwidth}" + "r" * (len(table.head) - 1) + "}"
        out += [r"{\scriptsize\setlength{\tabcolsep}{2pt}\noindent", rf"\begin{{tabular}}{columns}", r"\toprule", head, r"\midrule"]
        out += [truth, r"\midrule", *lines, r"\bottomrule", r"\end{tabular}\par}", r"\medskip"]
    return "\n".join(out)


SECTION = Section("causal", "Causes: seen, done and imagined, by each construction of a flow", about, by_level, plots)
