"""What trained flows answer about causes: one flow a node, and a joint flow with the published filter."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "causal_networks",
    136,
    "Trained flows answer what their constructions answer in closed form: one flow a node the truth, the filter often not.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    section=Lazy(f"{__name__}.section", "SECTION").load,
)
