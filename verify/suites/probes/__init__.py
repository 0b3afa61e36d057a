"""Derivatives of trained flows: forward mode, differences, formula."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "probes",
    70,
    "Quotients along learned flows are as far off as predicted at every step; the published step and scale are no derivatives.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy(f"{__name__}.judging", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
)
