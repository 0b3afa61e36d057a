"""Graph of the labels of CelebA: Fig. 4, and the effects that its directions leave to Table 6's pair."""

from verify.suites.suite import Lazy, Suite

ROWS = Lazy(f"{__name__}.table", "rows")
EFFECTS = Lazy(f"{__name__}.effects", "rows")

SUITE = Suite(
    "graph",
    100,
    "The recorded graph has the correlations of the labels as they are counted elsewhere.",
    rows=lambda seed: [*ROWS(), *EFFECTS()],
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
)
