"""What no formula is for is refused at the door, with its reason; what lies beside it, on the right side, is taken."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "refusals",
    140,
    "What no formula is for is refused with value and reason; what lies just inside is taken.",
    rows=lambda seed: ROWS(),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("of", "arithmetic"),
)
