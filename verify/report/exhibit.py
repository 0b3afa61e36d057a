"""What an exhibit of a paper is, and what an entry of one says."""

from collections.abc import Callable
from dataclasses import dataclass

from verify.drawing.plot import Plot
from verify.report.exhibit_tables import Tables
from verify.report.printed_numbers import Numbers
from verify.report.run import Run


@dataclass(frozen=True)
class Exhibit:
    """`missing` names the suites that were not run: what needs them is not there."""

    label: str
    title: str
    about: str
    claims: tuple[str, ...]
    said: list[str]
    tables: Tables
    plots: list[Plot]
    missing: list[str]


@dataclass(frozen=True)
class Spec:
    """What is printed, which claims judge it, the suites whose rows recompute it, and how."""

    title: str
    about: str
    claims: str = ""
    suites: tuple[str, ...] = ()
    tables: Callable[[Run], Tables] = lambda run: []
    plots: tuple[str, ...] = ()
    said: str = ""  # the suite whose section speaks
    numbers: Numbers = lambda run: []
