"""Networks trained on laws with a closed form."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "laws",
    60,
    "The committed networks learned their laws' velocities, and refute the field published as analytic.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
)
