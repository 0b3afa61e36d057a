"""Step sweeps in a report: a figure a subject, the error over the step and its bound, and all rows."""

from verify.drawing.plot import Plot, slug
from verify.drawing.tables import Row, Table, groups, markdown, plain
from verify.suites.common.step_curve import sweep
from verify.suites.suite import Section

FIRST = ["subject", "scheme", "dtype", "h", "error", "predicted", "truncation", "rounding", "optimal", "resolvable"]


def about(rows: list[Row]) -> list[str]:
    return [
        "Which step of a finite difference shows the derivative? Those outside the grey bands. `error` is the distance from the "
        "certified J z; `predicted` bounds it to a factor of 2, by a `truncation` that falls with the step h and a `rounding` that "
        "grows as h falls. Left of its minimum the bound may lie far above the error: rounding seldom takes all that it may.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("All rows", plain(rows, FIRST))]


def plots(rows: list[Row]) -> list[Plot]:
    out = []
    for (subject,), mine in groups(rows, "subject").items():
        panels = [
            (f"{scheme}, {dtype}", sweep(some, scheme, dtype)) for (scheme, dtype), some in groups(mine, "scheme", "dtype").items()
        ]
        out.append(Plot(f"sweep-{slug(subject)}", subject, panels))
    return out


def changed(was: Row, now: Row) -> str:
    if was.get("resolvable") == now.get("resolvable"):
        return ""
    return f"is {'now' if now.get('resolvable') else 'no longer'} resolvable"


SECTION = Section(
    "sweep",
    "Step sweeps: the error of finite differences and its bound",
    about,
    tables=tables,
    plots=plots,
    markdown=lambda rows: "\n\n".join([*about(rows), markdown(plain(rows, FIRST))]),
    template="sweep/section.html",
)
