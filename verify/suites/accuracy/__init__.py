"""The float64 error of every formula against balls."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "accuracy",
    40,
    "Every formula's float64 error is within the predicted one.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("formula", "regime", "d", "K"),
    changed=Lazy(f"{__name__}.section", "changed"),
)
