"""Memorisation: fixed pairs, noise, solvers."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "memorisation",
    130,
    "Pairs are reproduced or not as the solver has it; gradient variances, turned couplings and prices are the closed forms'.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    speaks=Lazy(f"{__name__}.speaks", "SPEAKS").load,
)
