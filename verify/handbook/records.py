"""What the records say of each closed form and quantity: verdicts of a run, and the tables that stand beside the baseline."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from verify.claims import catalogue
from verify.drawing.tables import Row
from verify.files.baseline import shipped
from verify.files.lines import read_lines
from verify.handbook import named
from verify.report.run import Run, load
from verify.runner import line


@dataclass(frozen=True)
class Records:
    run: Run
    folder: Path | None = None  # that of the run; what it lacks is read from the baseline

    def rows(self, name: str) -> list[Row]:
        """Of the run, else of a file in its folder, else of the baseline; none if there is none."""
        if found := self.run.rows(name):
            return found
        files = (folder / f"{name}.jsonl" for folder in (self.folder, shipped()) if folder is not None)
        return next((read_lines(file) for file in files if file.exists()), [])

    @cached_property
    def verdicts(self) -> dict[str, Row]:
        """Of every claim of the catalogue: NOT RUN where no run decided it."""
        found = {str(v["id"]): v for v in self.rows("verdicts")}
        return {id: found.get(id) or line(claim, []) for id, claim in catalogue().items()}

    @cached_property
    def naming(self) -> dict[str, list[str]]:
        """Of each closed form the claims that name it."""
        return _grouped((name, id) for id, names in named.of_claims().items() for name in names)

    @cached_property
    def entering(self) -> dict[str, list[str]]:
        """Of each closed form the claims whose evidence enters it, those that name it left out."""
        told = _grouped((r["function"], id) for r in self.rows("slips") for id in (*r["noticed"], *r["not"]) if id in self.verdicts)
        return {name: sorted({*ids} - {*self.naming.get(name, [])}, key=[*self.verdicts].index) for name, ids in told.items()}

    @cached_property
    def converses(self) -> dict[str, list[str]]:
        """Of each claim the false sentences that it is held against."""
        return _grouped((str(v["amended"]), id) for id, v in self.verdicts.items() if v.get("amended"))

    def about(self, table: str, key: Callable[[Row], str]) -> dict[str, list[Row]]:
        return _grouped((key(row), row) for row in self.rows(table))

    @cached_property
    def accuracy(self) -> dict[str, list[Row]]:
        return self.about("accuracy", lambda r: str(r["formula"]))

    @cached_property
    def refusals(self) -> dict[str, list[Row]]:
        return self.about("refusals", lambda r: str(r["of"]).partition(":")[0])

    @cached_property
    def mutants(self) -> dict[str, list[Row]]:
        return self.about("power", lambda r: str(r["formula"]).partition(",")[0])

    @cached_property
    def slips(self) -> dict[str, list[Row]]:
        return self.about("slips", lambda r: str(r["function"]))

    @cached_property
    def stated(self) -> dict[str, list[Row]]:
        """Of each quantity the formulas that were reported or tried, right and wrong."""
        rows = [r for r in (*self.rows("reported"), *self.rows("formulas")) if r.get("text")]
        return _grouped((str(r["of"]), r) for r in rows)


def of(folder: Path | None) -> Records:
    return Records(load(folder) if folder is not None else Run({}, {}), folder)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        mine = found.setdefault(key, [])
        if not isinstance(value, str) or value not in mine:
            mine.append(value)
    return found
