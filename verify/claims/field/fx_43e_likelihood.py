"""The bound of masked diffusion on the likelihood."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.chains import MASKED, MASKED_EARLY, STEADY
from verify.regimes.derived import once
from verify.residuals.chains import masked_bound
from verify.residuals.wrong import off


def log_likelihood(law: Law) -> Array:
    """log p1(x) of the x without masks."""
    return law.ar.log(law.p1[:-1, :-1].reshape(-1))


def apart(law: Law) -> Array:
    """sum_i log p1_i(x_i)."""
    one, two = (law.ar.log(law.p1[:-1, :-1].sum(axis=i, keepdims=True)) for i in (1, 0))
    return (one + two).reshape(-1)


def residual(formula: Formula, case: Case) -> Array:
    return np.asarray(masked_bound(case.law) - case.value(formula))


claim = Claim(
    id="FX-43e",
    source="Sahoo et al. 2024; Shi et al. 2024, the bound of masked diffusion; its gap is derived here",
    says="Of two tokens the bound of masked diffusion is the log likelihood itself with the exact denoiser, whatever the schedule.",
    latex=r"\int_0^1\frac{\dot\kappa}{1-\kappa}E[\sum_{i\ masked}\log P(x_1^i=x^i|x_t)|x_1=x]dt=\log p_1(x)",
    formula=log_likelihood,
    tests=identity(residual, once((STEADY, MASKED, MASKED_EARLY))),
    near_misses={
        "each token alone": apart,
        "each token given the other": lambda law: 2 * log_likelihood(law) - apart(law),
        "off by 1e-9": off(log_likelihood),
    },
)
