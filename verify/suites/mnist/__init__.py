"""Pixels of a learned flow: Table 5 and Fig. 3."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "mnist",
    80,
    "What was measured of the flow of fives is computed again, and holds what must hold; Table 5 is reported beside it.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    pair=Lazy(f"{__name__}.pair", "asked"),
    speaks=Lazy(f"{__name__}.speaks", "SPEAKS").load,
)
