"""The end of time on a curve: optimal transport and networks."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "proximal",
    120,
    "Near the end on a curve: -1 along the normal for closed form and x1 network, not for the velocity network.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    speaks=Lazy(f"{__name__}.speaks", "SPEAKS").load,
)
