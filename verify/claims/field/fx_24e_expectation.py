"""Means over x_t on a line by equal steps."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import estimator, mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, Regime, Test
from verify.regimes import LINE, timed
from verify.residuals.wrong import off
from verify.routes import conditional

LAW = partial(mixture.mixture, weights=[F(1, 3), F(2, 3)], means=[[-20], [18]], covs=[[[F(1, 4)]], [[1]]])
FAR = Regime("modes far apart", "d=1, K=2, modes 38 apart", LAW, (F(1, 2), F(1)), takes="t")


def steps(mix: Law, t: Time, nodes: int = 1200, reach: int = 18) -> Array:
    """E of 1, x and x^2."""
    return estimator.expectation(mix, t, lambda x: np.stack([0 * x + 1, x, x * x], axis=1)[..., 0], nodes, reach)


def residual(formula: Formula, case: Case) -> Array:
    """Less 1, the mean and the second moment."""
    m, S = conditional.moments(case.law, case.t)[:, 0]
    return case.value(formula) - np.stack([1 + 0 * m, m, S + m * m])


claim = Claim(
    id="FX-24e",
    source="the trapezoidal rule for functions of a Gaussian",
    says="Means over x_t on a line are sums over equal steps: 1200 of them across 18 standard deviations err below 2^-200.",
    latex=r"E f(x_t)=h\sum_jp_t(x_j)f(x_j)+O(e^{-cn})",
    formula=steps,
    tests=(Test("balls", residual, (*timed((LINE,)), FAR)),),
    near_misses={"across 9": partial(steps, reach=9), "120 steps": partial(steps, nodes=120), "off by 1e-9": off(steps)},
)
