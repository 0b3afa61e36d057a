"""The sections of a report and their figures: a suite each, in the order of the catalogue."""

from functools import cache

from verify.drawing.plot import Plot
from verify.report.run import Run
from verify.suites import catalogue
from verify.suites.suite import Section


@cache
def sections() -> tuple[Section, ...]:
    return tuple(suite.section() for suite in catalogue().values())


def plots(run: Run) -> dict[str, list[Plot]]:
    """The figures of each suite."""
    return {s.suite: s.plots(run.rows(s.suite)) for s in sections()}
