"""The tilted law of two Gaussians."""

import numpy as np

from analytic import gaussian, guidance
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import once
from verify.regimes.guidance import TILTED
from verify.residuals.wrong import off


def moments(law: Law, shift: int = 0) -> Array:
    """The mean above the covariance, (1 + d, d)."""
    mean, cov = guidance.tilted(law.pair, law.aim.m1, law.aim.S1, law.w + shift)
    return np.concatenate([mean[None], cov])


def geometric(law: Law) -> Array:
    """The mean over S^(1 - w) C^w, which is where guidance ends."""
    return np.concatenate([moments(law)[:1], guidance.guided_covariance(law.pair, law.aim.S1, law.w, law.ar.array(1))])


def residual(formula: Formula, case: Case) -> Array:
    """s V + x - mu at the unit vectors and 0, V s = mu - x: s blends the scores of the two laws of the data."""
    law, found, I = case.law, formula(case.law), case.ar.eye(len(case.law.pair.m0))
    x = np.concatenate([0 * I[:1], I])
    s, s_c = (gaussian.score(p, case.ar.array(1), x) for p in (law.pair, law.aim))
    return ((1 - law.w) * s + law.w * s_c) @ found[1:] + x - found[0]


claim = Claim(
    id="FX-36l",
    source="completing the square",
    says="The tilted law of two Gaussians is a Gaussian whose precision is the blend of precisions, where that is positive.",
    latex=r"p(x)^{1-w}p(x|c)^w:\quad L=(1-w)S^{-1}+wC^{-1},\ N(L^{-1}((1-w)S^{-1}m+wC^{-1}n),L^{-1})",
    formula=moments,
    tests=identity(residual, once(TILTED)),
    near_misses={"w + 1": lambda law: moments(law, 1), "geometric mean": geometric, "off by 1e-9": off(moments)},
)
