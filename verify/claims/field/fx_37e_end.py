"""The variances that DPS and PiGDM end with, on a line."""

import numpy as np

from analytic import observed
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import timed
from verify.regimes.observed import LINES, SYMBOLIC_LINE
from verify.residuals.wrong import off


def variances(law: Law, t: Time, scale: int = 1) -> Array:
    """Of DPS and of PiGDM, (2,)."""
    at = (law.pair, law.H, scale * law.R, t)
    return np.stack([observed.dps_variance(*at), observed.pigdm_variance(*at)])


def slopes(law: Law, t: Time) -> Array:
    """Those of v + k_t S0 g, g of DPS and of PiGDM, (2,), from the values at 0 and 1."""
    at = (law.mix, law.H, law.R, law.y, t, law.ar.array([[0], [1]]))
    v = (observed.steered(law.mix, g(*at), t, at[-1]) for g in (observed.dps_score, observed.pigdm_score))
    return np.stack([u[1, 0] - u[0, 0] for u in v])


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """V' = 2 A V, A the slope of the velocity, with what V misses S0 by at t = 0."""
    return formula, lambda law, t: 2 * slopes(law, t) * formula(law, t) + formula(law, 0 * t) - law.pair.S0[0, 0]


claim = Claim(
    id="FX-37e",
    source="derived here; Chung et al. 2023 (DPS), Song et al. 2023 (PiGDM), exact denoiser, unit scale, any schedule",
    says="On a Gaussian line DPS and PiGDM end with explicit variances: DPS shrinks by exp(-N C), the posterior by 1/(1 + N C).",
    latex=r"DPS:\ Ce^{-NC},\quad PiGDM:\ C\left(\frac{S_0}{C(1+N)}\right)^{S_0(NC/q)^2}e^{-NC(C-S_0)/q},\ q=(1+N)C-S_0",
    formula=variances,
    tests=equation(carried, timed(LINES), timed((SYMBOLIC_LINE,)), kinds=("rate",)),
    near_misses={"twice the noise": lambda law, t: variances(law, t, 2), "off by 1e-9": off(variances)},
    note="N(0, 2) seen with R = 1/2: 2 e^-4 = .0366 and .2855; the posterior has 2/5.",
)
