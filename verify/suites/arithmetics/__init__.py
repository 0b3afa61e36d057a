"""Every operation of every arithmetic: its value, and in torch its derivatives, against a route that shares no text with it."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "arithmetics",
    138,
    "Each operation gives its value in each arithmetic within rounding; balls contain it, and torch carries its derivatives.",
    rows=lambda seed: ROWS(),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("of", "at", "arithmetic", "way"),
)
