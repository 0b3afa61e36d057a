"""Samplers that guess the covariance of x1 given x_t, taken to sample the posterior."""

import numpy as np

from analytic import observed
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, Test
from verify.regimes import once
from verify.regimes.observed import STANDARD_DATA, WIDE
from verify.routes.observed import end_variances


def posterior(law: Law) -> Array:
    """C/(1 + N C) twice: what DPS and PiGDM should end with."""
    return np.stack([observed.condition(law.mix, law.H, law.R, law.y).C[0, 0, 0]] * 2)


def ends(law: Law) -> Array:
    at = (law.pair, law.H, law.R, law.ar.array(1))
    return np.stack([observed.dps_variance(*at), observed.pigdm_variance(*at)])


def residual(formula: Formula, case: Case) -> Array:
    return formula(case.law) - end_variances(case.law)


claim = Claim(
    id="FX-37r",
    source="converse of FX-37m, for other guesses; right for PiGDM if source and data are N(0, I)",
    says="With the exact denoiser and unit scale DPS and PiGDM sample the posterior of a Gaussian.",
    latex=r"Var[x_1]=C-CH^T(HCH^T+R)^{-1}HC",
    formula=posterior,
    tests=(Test("balls", residual, once((WIDE,))),),
    right_where=(Test("balls", lambda formula, case: residual(formula, case)[1:], once((STANDARD_DATA,))),),
    repairs={"what they end with": ends},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-37e",
    note="N(0, 2) seen as y = 1.3 with R = 1/2: posterior N(1.04, .4), DPS N(1.664, .0366), PiGDM N(1.230, .2855).",
)
