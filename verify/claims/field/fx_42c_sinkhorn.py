"""The Sinkhorn divergence of two Gaussians."""

from fractions import Fraction

import numpy as np

from analytic import entropic
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, excess, identity
from verify.regimes.entropic_values import EQUAL, VALUES
from verify.residuals.entropic import debiased
from verify.residuals.wrong import off, scaled


def residual(formula: Formula, case: Case) -> Array:
    """Less the values by potentials, debiased; and how far it is below zero."""
    found = case.value(formula)
    return np.array([found - debiased(case.law), *excess(np.array([-found]))])


def undivided(law: Law) -> Array:
    """The values of the ends not halved."""
    return 2 * entropic.sinkhorn(law) - entropic.value(law)


claim = Claim(
    id="FX-42c",
    source="Genevay et al. 2018; Feydy et al. 2019; Janati et al. 2020",
    says="The Sinkhorn divergence is the value less half of those of each end with itself, entropies counted; zero for one law.",
    latex=r"S_\varepsilon(N_0,N_1)=V(N_0,N_1)-\frac{1}{2}V(N_0,N_0)-\frac{1}{2}V(N_1,N_1)\geq0",
    formula=entropic.sinkhorn,
    tests=identity(residual, (*VALUES, *EQUAL)),
    near_misses={
        "not debiased": entropic.value,
        "of costs without entropy": entropic.sinkhorn_of_costs,
        "twice": scaled(entropic.sinkhorn, Fraction(2)),
        "ends not halved": undivided,
        "off by 1e-9": off(entropic.sinkhorn),
    },
)
