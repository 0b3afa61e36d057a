"""All files of a report: everything is rendered first, then each file replaces the old one whole, index.html last."""

import os
import tempfile
from pathlib import Path

from verify.drawing import style
from verify.records import write
from verify.report import audit_page, derivations, documents
from verify.report.run import Run, load
from verify.report.sections import plots
from verify.suites import catalogue

FIGURES = tuple(f"{suite}{rest}.{kind}" for suite in catalogue() for rest in ("", "-*") for kind in ("svg", "png"))


def build(folder: Path) -> list[Path]:
    made = contents(load(folder))
    paths = [_put(folder / name, made[name]) for name in made]
    stale = {path for pattern in FIGURES for path in folder.glob(pattern)} - set(paths)
    for path in stale:  # figures of rows that are gone
        path.unlink()
    return paths


def contents(run: Run) -> dict[str, str | bytes]:
    """File name to contents."""
    if derivations.alone(run):
        return dict(derivations.files(run))
    from verify.report import page

    drawn = plots(run)
    made: dict[str, str | bytes] = dict(documents.documents(run))
    for plot in (plot for mine in drawn.values() for plot in mine):
        made |= style.files(plot.name, [draw for _, draw in plot.panels])
    if derivations.rows(run):
        made["derivations.md"] = derivations.document(run)
    return made | audit_page.files(run) | {"index.html": page.page(run, drawn)}


def _put(path: Path, content: str | bytes) -> Path:
    if isinstance(content, str):
        write(path, content)
        return path
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
