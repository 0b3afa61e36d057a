"""Drift over time: Fig. 2."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "figures",
    110,
    "Fig. 2's panels are of five mixtures, and of the denoiser less a constant; the drift of one is beside them.",
    rows=lambda seed: ROWS(),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
)
