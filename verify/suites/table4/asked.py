"""Table 4 as it is asked for: of the published instance, of a mixture of one's own, of a trained field; and in which form."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from numbers import Integral
from os import PathLike
from pathlib import Path
from reprlib import repr as short
from typing import Any

from analytic.mixture import Mixture
from analytic.options import known
from learned.files.atomic import write_whole
from verify.drawing import machine, style
from verify.drawing.tables import Row
from verify.suites.table4 import comparison, latex, reading, table
from verify.suites.table4.narrow import chosen, narrow
from verify.suites.table4.section import plots

SCHEMA = "driftproof-table4-1"  # of the JSON: the fields of a row and their meanings; another number when one changes
FORMS, COLUMNS, FIGURES = ("markdown", "latex", "json", "csv"), ("five", "all"), (".svg", ".png")


@dataclass(frozen=True)
class Table4:
    """`rows` hold every number; `text` shows them."""

    rows: list[Row]

    def comparisons(self, columns: str = "five") -> list[comparison.Comparison]:
        """The table of each instance, in five columns or in all."""
        return narrow(self.rows) if known("columns", columns, COLUMNS) == "five" else comparison.comparisons(self.rows)

    def text(self, form: str = "markdown", columns: str = "five") -> str:
        """Markdown, LaTeX that fits a column, or the rows of these columns as JSON or CSV."""
        known("form", form, FORMS)
        found = self.comparisons(columns)
        if form in ("markdown", "latex"):
            return comparison.markdown(found) if form == "markdown" else latex.latex(found)
        rows = chosen(self.rows) if columns == "five" else self.rows
        if form == "json":
            return json.dumps({"schema": SCHEMA, "rows": rows}, indent=1, ensure_ascii=False) + "\n"
        return machine.table(rows, list(dict.fromkeys(key for row in rows for key in row)))

    def figure(self, path: str | PathLike[str]) -> None:
        """Write the distances over t as a figure, SVG or PNG by the name's ending."""
        path = Path(path)
        if path.suffix.lower() not in FIGURES:
            raise ValueError(f"{path} ends in {path.suffix or 'nothing'}: a figure is {' or '.join(FIGURES)}")
        panels = [draw for plot in plots(self.rows) for _, draw in plot.panels]
        write_whole(path, style.files("table4", panels)[f"table4{path.suffix.lower()}"])

    def __str__(self) -> str:
        return self.text()

    def _repr_markdown_(self) -> str:
        """In a notebook."""
        return self.text()


def table4(
    source: str | PathLike[str] | Mapping[str, Any] | Mixture | None = None,
    *,
    model: str | PathLike[str] | Callable[..., Any] | None = None,
    times: Any = None,
    points: Any = None,
    seed: int | None = None,
    name: str | None = None,
) -> Table4:
    """Table 4 of Causality-Delta: mean Frobenius distances to the analytic Jacobian over t, and their noise floors.

    Of the published instance; of a mixture of one's own, a .json or .toml file, a dict or a Mixture; or of a trained field,
    `model`: the name of one that comes with the library, a folder that training wrote, or v(x, t) of x (n, d) and t (n,), a
    torch module or a function, with the law it was trained on as `source`. `points` says how many, or gives them, (n, d) for all
    times or (times, n, d); by default they are 10 draws, of the source, for a model of x_t. ValueError says what is wrong where.
    """
    more = {"times": times, "n_points" if isinstance(points, Integral) else "points": points, "seed": seed, "name": name}
    more = {key: value for key, value in more.items() if value is not None}
    if model is not None:
        return Table4(_of_a_field(source, model, more))
    if source is None and more:
        raise ValueError(f"{', '.join(more)}: the published instance has its own; give a mixture as well, or a model")
    return Table4(table.rows(None if source is None else reading.load(source, **more)))


def _of_a_field(source: Any, model: Any, more: dict[str, Any]) -> list[Row]:
    from verify.suites.table4 import trained  # torch, which a mixture does not need

    if isinstance(model, str | PathLike):
        if source is not None:
            raise ValueError(
                f"both {source} and the model {model} are given: a trained model brings the law that it was trained on"
            )
        field, source = trained.load(Path(model))
        repeat = reading.command("--model", str(model), **more)
    elif callable(model):
        if source is None:
            raise ValueError("the law that the field was trained on is missing: give it as source, a mixture")
        field, repeat = trained.of_callable(model), reading.BY_HAND
    else:
        raise ValueError(f"model is {short(model)}: give a name, a folder, a torch module or a function of (x, t)")
    return trained.rows(replace(reading.load(source, trained.points, **more), repeat=repeat), field)
