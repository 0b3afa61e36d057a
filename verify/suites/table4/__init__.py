"""Table 4 of Causality-Delta: as printed, as reproduced, as it should be."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "table4",
    10,
    "The printed blend is that of the published code's drift, not of Eq. (3); the printed differences are noise.",
    rows=lambda seed: ROWS(),
    decide=Lazy(f"{__name__}.table", "decide_printed"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("instance", "formula", "column", "t"),
    changed=Lazy(f"{__name__}.section", "changed"),
)
