"""Suites: tables of numbers as plain rows, computed and judged here, a folder each, with the section of a report made of them.

A folder `verify/suites/<name>/` with `SUITE` in its `__init__.py` is a suite. Usually it has
    table.py        rows(seed), and decide(table) where the judgement is its own
    section.py      SECTION: what a report says and draws of the rows
    kinds.py        what kinds of rows there are, as enumerations
    measurement.py  MEASUREMENTS: what takes too long for a run, and is kept beside it
    speaks.py       SPEAKS: which rows decide what a paper says of trained networks, or stand beside its estimates
`common/` holds what several suites share.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from verify.suites.suite import Suite

if TYPE_CHECKING:
    from verify.suites.common.measurement import Measurement


@cache
def catalogue() -> dict[str, Suite]:
    """Every suite by its name, in the order in which a report shows them."""
    found: list[Suite] = []
    for path in sorted(Path(__file__).parent.glob("*/__init__.py")):
        name = path.parent.name
        if name == "common":
            continue
        suite: Suite = import_module(f"{__name__}.{name}").SUITE
        if suite.name != name:
            raise ValueError(f"{path}: the suite is named {suite.name!r}; name it {name!r}, as its folder")
        found.append(suite)
    return {suite.name: suite for suite in sorted(found, key=lambda s: s.place)}


def measurement_named(name: str) -> "Measurement":
    """The measurement of this name, of any suite; ValueError if there is none."""
    known = {m.name: m for suite in catalogue().values() if suite.measurements for m in suite.measurements()}
    if name not in known:
        raise ValueError(f"there is no measurement {name!r}: use {', '.join(known)}")
    return known[name]
