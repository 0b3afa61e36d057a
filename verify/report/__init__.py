"""Reports: records on disk in; Markdown, LaTeX, figures and one HTML page out. Contains no mathematics.

A run folder holds run.json and, each optional, claims, verdicts and the rows of each suite (.jsonl).
Everything shown is read from there, so a report can be made again later, elsewhere.
"""

from pathlib import Path
from typing import Any

from analytic.door import count
from analytic.options import each, known, one_of, path, there
from learned.files.atomic import write_whole

__all__ = ["compare", "embed", "render", "summary", "table4"]


def render(folder: Path) -> list[Path]:
    """Write every page, table and figure of the run in `folder` beside its records, all at once; the paths, index.html last."""
    from verify.report.build import rebuild

    return rebuild(path("folder", folder))


def compare(old: Path, new: Path) -> list[str]:
    """What changed from the baseline `old` to the run `new`, a sentence each; empty if nothing did."""
    from verify.report.changes import changes

    return changes(path("old", old), path("new", new))


def summary(folder: Path, width: int | None = None) -> str:
    """The verdict table of a run for the terminal; in colour only if standard output is one."""
    from verify.report.terminal import table

    return table(path("folder", folder), None if width is None else count("width", width, 1))


def table4(rows: list[dict[str, Any]], form: str = "markdown") -> str:
    """Rows of Table 4 as printed, as reproduced, as it should be, in Markdown; `form` latex has the five columns that matter."""
    from verify.suites.table4.asked import Table4

    known("form", form, ("markdown", "latex"))
    rows = each("rows", rows, _row)
    return Table4(rows).text(form, "all" if form == "markdown" else "five")


def _row(name: str, given: Any) -> Any:
    one_of(name, given, dict)
    return given


def embed(folder: Path, page: Path) -> None:
    """Put the brief verdict table of the run in `folder` between the two `verdicts` comments of a Markdown page."""
    from verify.report.documents import brief
    from verify.report.run import load

    if not there(page := path("page", page)):
        raise FileNotFoundError(f"there is no page {str(page)!r:.80}: give a Markdown file")
    text = page.read_text(encoding="utf-8")
    head, mark, rest = text.partition("<!-- verdicts")
    start, _, rest = rest.partition("-->")
    _, end, tail = rest.partition("<!-- /verdicts -->")
    if not (mark and end):
        raise ValueError(f"{page} has no place for the verdicts: put <!-- verdicts --> and <!-- /verdicts --> into it")
    write_whole(page, f"{head}{mark}{start}-->\n{brief(load(path('folder', folder)))}\n{end}{tail}")
