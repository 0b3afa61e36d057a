"""The correlation behind CD-5.3b: that of two modes along the diagonal, from the variances along the turned axes."""

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.estimators import MODES
from verify.residuals import equals
from verify.residuals.wrong import negated, off


def correlation(law: Law, within: int = 1, between: int = 2) -> Array:
    """(V - w)/(V + w), V = 2 m^2 + c (1 + r) the variance along the diagonal, w = c (1 - r) that across."""
    return estimator.modes_correlation(law.modes, law.ar.array(between * law.m**2 + within * law.c * (1 + law.r)))


def of_data(law: Law) -> Array:
    """By E[x x^T] of the modes."""
    return law.plane[0, 1] / law.ar.sqrt(law.plane[0, 0] * law.plane[1, 1])


claim = Claim(
    id="CD-5.3v",
    source="derived here, for Causality-Delta, 5.3",
    says="Two modes along the diagonal have the correlation (V - w)/(V + w), V and w their variances along and across it.",
    latex=r"\mathrm{Corr}=\frac{V-w}{V+w},\quad V=2m^2+c(1+r),\ w=c(1-r)",
    formula=correlation,
    tests=identity(equals(of_data), MODES),
    near_misses={
        "distance between the modes forgotten": lambda law: correlation(law, between=0),
        "spread of the modes forgotten": lambda law: correlation(law, within=0),
        "sign": negated(correlation),
        "off by 1e-9": off(correlation),
    },
)
