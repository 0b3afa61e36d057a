"""The times to draw for the least noise in the gradient."""

import numpy as np

from analytic import floors, weights
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Test, excess
from verify.regimes import when
from verify.regimes.couplings import NARROW, line_parameters
from verify.residuals.wrong import off
from verify.routes.conditional import pair_residual_covariance
from verify.routes.time_integrals import gradient_noise


def best(pair: Law, t: Time, x: Points) -> Array:
    s0, s1, _ = line_parameters(pair)
    return np.array([weights.time_density(pair.ar, s0, s1, t), weights.least_noise(pair.ar, s0, s1)])


def by_residual(pair: Law, t: Time, x: Points) -> Array:
    return np.array([floors.independent_residual(pair, t)[0, 0] / (floor := floors.independent_floor(pair)), 4 * floor])


def residual(formula: Formula, case: Case) -> Array:
    """(q int V^1/2)^2 - V, V = Var[x1 - x0 | x_t], and the noise less 4 (int V^1/2)^2; what it is above that of uniform t."""
    (q, noise), least = case.value(formula), gradient_noise(case.law)
    gaps = [q * q * least / 4 - pair_residual_covariance(case.law, case.t)[0, 0], noise - least]
    return np.array([*gaps, excess(noise - gradient_noise(case.law, lambda t, _: 1))])


claim = Claim(
    id="FX-38d",
    source="derived here; importance sampling of t, Gaussian ends on a line",
    says="The gradient by a shift of the velocity is least noisy if t is drawn in proportion to the root of the residual.",
    latex=r"q=\frac{\sqrt{V}}{\int\sqrt{V}dt},"
    r"\quad\int\frac{4V}{q}dt=(\frac{2s_0s_1}{r}\log\frac{(r+s_0)(r+s_1)}{s_0s_1})^2,\ r^2=s_0^2+s_1^2",
    formula=best,
    tests=(Test("balls", residual, when(NARROW, lambda t: 4 * t == 1)),),
    near_misses={"in proportion to the residual": by_residual, "off by 1e-9": off(best)},
)
