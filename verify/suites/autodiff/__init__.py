"""Derivatives by torch against closed forms, and by differences against both."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "autodiff",
    30,
    "Forward mode, reverse mode, differences and formula agree; the tangent that is never divided is refuted.",
    rows=lambda seed: ROWS(),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("subject", "regime", "comparison", "dtype", "eps"),
)
