"""What a suite is: rows of a seed, their judgement, what it says, its section of a report. Naming one imports nothing heavy.

Rows are plain: dicts of what JSON knows, kinds by their values. They are written to `<suite>.jsonl`, and all else is made of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.claim import Outcome
from verify.drawing.plot import Plot
from verify.drawing.tables import Row, Table

if TYPE_CHECKING:
    from verify.suites.common.measurement import Measurement

CHECKOUT = (Path(__file__).parents[2] / "pyproject.toml").exists()
COMMAND = "pytest verify/" if CHECKOUT else "pytest --pyargs verify"  # makes the rows of all suites, and the verdicts
Speaks = Callable[[Row], bool]  # does the row speak of it?
LOST = 10.0  # one digit: a number that is this many times worse than the baseline's is reported


def repeat(suite: str) -> str:
    """The command that makes the rows of a suite."""
    return f"{COMMAND} -k {suite}"


@dataclass(frozen=True)
class Lazy:
    """`name` of a module that is imported when it is first needed."""

    module: str
    name: str

    def load(self) -> Any:
        return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any) -> Any:
        return self.load()(*args)


@dataclass(frozen=True)
class Section:
    """What a suite's rows say: sentences, tables with their headings, plots named `<suite>` or `<suite>-...`.

    A table without a heading stands under the title. `markdown` says the whole in other words for `<suite>.md`, and `template` for
    the page: a file of the suite's folder, which finds in `s.more` what `more` makes of the rows.
    """

    suite: str
    title: str
    about: Callable[[list[Row]], list[str]] = lambda rows: []
    tables: Callable[[list[Row]], list[tuple[str, Table]]] = lambda rows: []
    plots: Callable[[list[Row]], list[Plot]] = lambda rows: []
    label: str = ""  # in the list of sections; else the title up to its colon
    markdown: Callable[[list[Row]], str] | None = None
    latex: Callable[[list[Row]], str] | None = None  # for `<suite>.tex`
    template: str = "section.html"
    more: Callable[[list[Row]], Mapping[str, Any]] = lambda rows: {}


@dataclass(frozen=True)
class Suite:
    """The entry of a suite, `SUITE` of its folder. `says` is the sentence that holds if `decide(rows(seed))` does."""

    name: str  # of its folder
    place: int  # in a report: the smaller, the earlier
    says: str
    rows: Callable[[int], list[Row]]
    decide: Callable[[list[Row]], tuple[Outcome, str]]
    section: Callable[[], Section]
    measurements: "Callable[[], tuple[Measurement, ...]] | None" = None  # long, made once: `driftproof measure`
    pair: Callable[[Mapping[str, Any]], Table] | None = None  # two features of what was measured, and how they correlate
    keys: tuple[str, ...] = ()  # the fields that name a row, if rows are compared with those of a baseline
    changed: Callable[[Row, Row], str] = lambda was, now: ""  # beside another outcome: what to say of a row, "" for nothing
    speaks: Callable[[], Mapping[str, Speaks]] = dict  # of statements on networks, by their ids, and of printed estimates
