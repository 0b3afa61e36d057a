"""What flows answer about causes: each construction, each graph, seen, done, imagined, beside the exact truth."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")

SUITE = Suite(
    "causal",
    135,
    "One flow a node, and the triangular map in a causal order, answer what is seen, done and imagined.",
    rows=lambda seed: ROWS(),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    keys=("what", "level", "construction"),
)
