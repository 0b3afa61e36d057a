"""Spectra of (1 - t) Dv on MNIST: Fig. 5 of *Proximal Operators*, whose network and numbers were not published."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "spectra",
    125,
    "On MNIST the directions that a flow contracts least are those in which images differ, whatever the coupling.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
    measurements=Lazy(f"{__name__}.measurement", "MEASUREMENTS").load,
    speaks=Lazy(f"{__name__}.speaks", "SPEAKS").load,
)
