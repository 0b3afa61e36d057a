"""The entropic coupling of two Gaussians."""

import numpy as np

from analytic import interpolant
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, identity
from verify.regimes.interpolants import ENTROPIC, symbolic_entropic
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """Its density is f(x) g(y) exp(-|x - y|^2/r): the precision of (x0, x1) has the block -(2/r) I off the diagonal."""
    law, X = case.law, case.value(formula)
    precision = case.ar.solve(np.block([[law.S0, X], [X.T, law.S1]]), case.ar.eye(2 * len(X)))
    return precision[: len(X), len(X) :] + 2 / law.r * case.ar.eye(len(X))


def cross(law: Law) -> Array:
    return interpolant.entropic_cross(law.ar, law.S0, law.S1, law.r)


def unturned(law: Law) -> Array:
    return law.ar.sqrtm(law.S1 @ law.S0 + (k := law.r / 4 * law.ar.eye(len(law.S0))) @ k) - k


claim = Claim(
    id="FX-30",
    source="Janati et al. 2020; Mallasto et al. 2022",
    says="The coupling of two Gaussians with the least cost plus entropy is Gaussian; on a line its covariance is a root.",
    latex=r"X=S_0^{1/2}(S_0^{1/2}S_1S_0^{1/2}+\frac{r^2}{16}I)^{1/2}S_0^{-1/2}-\frac{r}{4}I",
    formula=cross,
    tests=identity(residual, ENTROPIC, (symbolic_entropic(),)),
    near_misses={
        "cost halved": lambda law: interpolant.entropic_cross(law.ar, law.S0, law.S1, 2 * law.r),
        "factors exchanged": NearMiss(unturned, ("symbols",)),
        "off by 1e-9": off(cross),
    },
)
