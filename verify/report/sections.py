"""The sections of a report and their figures: a suite each, in the order of the catalogue."""

from functools import cache

from markupsafe import Markup

from verify.drawing import style
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


class Inline:
    """The panels of plots as SVG, each drawn once for all pages that show it: a name stands for one plot."""

    def __init__(self) -> None:
        self._made: dict[str, list[Markup]] = {}

    def __call__(self, plot: Plot) -> list[Markup]:
        if plot.name not in self._made:
            panels = enumerate(plot.panels)
            drawn = [style.inline(f"{plot.name}-{i}", draw, f"{plot.title}: {label}") for i, (label, draw) in panels]
            self._made[plot.name] = [Markup(svg) for svg in drawn]
        return self._made[plot.name]
