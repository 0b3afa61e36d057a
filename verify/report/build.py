"""All files of a report: everything is rendered first, then each file replaces the old one whole, index.html last."""

from pathlib import Path

from learned.files.atomic import write_whole
from verify import papers
from verify.drawing import style
from verify.files.kept import Kept
from verify.files.whole_folder import all_at_once
from verify.report import audit_page, derivations, documents, history_page
from verify.report.run import SUITES, Run, load, readable
from verify.report.sections import Inline, plots
from verify.suites import catalogue

HANDBOOK = "handbook"  # a folder that `driftproof handbook` makes of these records
FIGURES = tuple(f"{suite}{rest}.{kind}" for suite in catalogue() for rest in ("", "-*") for kind in ("svg", "png"))
PAGES = tuple(
    f"{name}.{kind}"
    for name in ("index", *SUITES, *(paper.slug for paper in papers.catalogue()), "not-decided")
    for kind in ("html", "md", "tex")
)


def rebuild(folder: Path) -> list[Path]:
    """All at once; the paths written."""
    with all_at_once(readable(folder), (HANDBOOK,)) as fresh:
        return [folder / name for name in build(fresh)]


def build(folder: Path) -> list[str]:
    """In a folder that nobody reads yet; the names of what was written."""
    made = contents(load(folder))
    for name, content in made.items():
        write_whole(folder / name, content)
    stale = {path for pattern in FIGURES for path in folder.glob(pattern) if path.name not in made}
    for path in stale:  # figures of rows that are gone
        path.unlink()
    return [*made]


def build_or_tell(fresh: Path, folder: Path, kept: Kept) -> None:
    """`build`, of records that stay whatever happens: if it fails, no page is left of other records."""
    for path in sorted({path for pattern in (*FIGURES, *PAGES) for path in fresh.glob(pattern)}):
        path.unlink()
    with kept.after("the report is not drawn", f"the records are whole: `driftproof report {folder}` draws it"):
        if kept.interrupted:
            raise KeyboardInterrupt
        build(fresh)


def contents(run: Run) -> dict[str, str | bytes]:
    """File name to contents."""
    if derivations.alone(run):
        return dict(derivations.files(run))
    from verify.report import page

    drawn, inline = plots(run), Inline()
    made: dict[str, str | bytes] = dict(documents.documents(run))
    for plot in (plot for mine in drawn.values() for plot in mine):
        made |= style.files(plot.name, [draw for _, draw in plot.panels])
    if derivations.rows(run):
        made["derivations.md"] = derivations.document(run)
    return made | audit_page.files(run, inline) | history_page.files(run) | {"index.html": page.page(run, drawn, HANDBOOK, inline)}
