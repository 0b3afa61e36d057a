"""Attributes of a learned flow: Table 6 and Fig. 5."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "celeba",
    90,
    "The measured points come out again, and what holds of every map holds of them; Table 6 is reported beside it.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    pair=Lazy(f"{__name__}.pair", "asked"),
    speaks=Lazy(f"{__name__}.speaks", "SPEAKS").load,
)
