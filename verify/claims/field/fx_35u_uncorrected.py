"""Noise added to the velocity without the score."""

from functools import partial

import numpy as np

from analytic import chains
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, equation, identity
from verify.regimes import when
from verify.regimes.steps import NOISY
from verify.residuals.steps import grown, widening
from verify.residuals.wrong import off


def variance(law: Law, t: Time, times: int = 1) -> Array:
    """`times` its variance: none is what the score would leave, S_t."""
    return chains.uncorrected_variance(law.ar, law.s0, law.s1, times * law.c, t)


def residual(formula: Formula, case: Case) -> Array:
    """By quadrature; at the end of the first law also less 1 + pi/4."""
    value, one = case.value(formula), case.when == 1 and case.law.given == (1, 1, 1)
    return np.stack([value - grown(case.law, case.t), value - 1 - case.ar.pi() / 4 if one else 0 * value])


claim = Claim(
    id="FX-35u",
    source="limit of small steps, independent Gaussian ends, d = 1",
    says="Noise without the drift's correction widens the law: with 2e = 1 - t, N(0, 1) to N(0, 1) ends at the variance 1 + pi/4.",
    latex=r"V_1=s_1^2+\frac{cs_1^2}{s_0^2+s_1^2}\left(\log\frac{s_0}{s_1}+\frac{\pi s_1}{2s_0}\right),\quad 2\varepsilon=c(1-t)",
    formula=variance,
    tests=identity(residual, NOISY, floats=False) + equation(widening, when(NOISY, lambda t: t < 1), kinds=("rate",)),
    near_misses={"noise twice": partial(variance, times=2), "corrected": partial(variance, times=0), "off": off(variance)},
)
