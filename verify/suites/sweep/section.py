"""Step sweeps in a report: a figure a subject, measured and predicted error over the step, and all rows."""

from verify.drawing.plot import Plot, slug
from verify.drawing.tables import Row, Table, groups, markdown, plain
from verify.suites.common.step_curve import sweep
from verify.suites.suite import Section

FIRST = ["subject", "scheme", "dtype", "h", "error", "predicted", "truncation", "rounding", "optimal", "resolvable"]


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
    "Step sweeps: measured finite-difference error and its prediction",
    tables=tables,
    plots=plots,
    markdown=lambda rows: markdown(plain(rows, FIRST)),
    template="sweep/section.html",
)
