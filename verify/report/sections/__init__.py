"""Sections of a report beyond the foundation's: one module a suite, each with `SECTION`, made from the rows of `<suite>.jsonl`.

To add one: copy a neighbour, name it after its suite, and enter the name in SECTIONS of verify.report.run. The page, the Markdown
file `<suite>.md`, the figures `<suite>-*.svg` and the baseline follow from that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from verify.report.figures import Plot
from verify.report.run import Row
from verify.report.tables import Table


def _nothing(rows: list[Row]) -> list[Plot]:
    return []


@dataclass(frozen=True)
class Section:
    """What a suite's rows say: sentences, tables with their headings, plots whose names begin with `<suite>-`."""

    suite: str
    title: str
    about: Callable[[list[Row]], list[str]]
    tables: Callable[[list[Row]], list[tuple[str, Table]]]
    plots: Callable[[list[Row]], list[Plot]] = _nothing


def as_expected(rows: list[Row]) -> str:
    """What most sections end with; add the full stop, or go on."""
    judged = [r for r in rows if "expected" in r]
    return f"{sum(r['outcome'] == r['expected'] for r in judged)} of {len(judged)} judged lines are as expected"


@cache
def sections() -> tuple[Section, ...]:
    from verify.report.run import SECTIONS

    return tuple(import_module(f"{__name__}.{name}").SECTION for name in SECTIONS)
