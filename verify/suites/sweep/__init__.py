"""Step sweeps: finite differences against the certified derivative, at every step."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "sweep",
    20,
    "The measured error of every step that resolves is the predicted one; the published step resolves nothing.",
    rows=lambda seed: ROWS(),
    decide=Lazy(f"{__name__}.table", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("subject", "scheme", "dtype", "h"),
    changed=Lazy(f"{__name__}.section", "changed"),
)
