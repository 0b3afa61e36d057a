"""Power: which evidence sees which wrong variant."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "power",
    50,
    "Every wrong variant is refuted by some evidence, and every kind refutes some variant.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("formula", "mutant", "evidence", "regime"),
)
