"""For isotropic ends the weights' gradient has the same variance at all times, while the bias gradient's has a peak."""

import numpy as np

from analytic import floors
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.claims.gradient_variance.rf_5_gradients import residual
from verify.regimes.couplings import SPHERES
from verify.residuals.wrong import off


def weights_only(formula: Formula, case: Case) -> Array:
    stated: Formula = lambda law, t, x: np.stack([formula(law, t, x), floors.gradient_variance(law, t)[1]])  # noqa: E731
    return residual(stated, case)[:1]


def constant(pair: Law, t: Time, x: Points) -> Array:
    """4 d^2 s0^2 s1^2."""
    d = len(pair.m0)
    return 4 * d * d * pair.S0[0, 0] * pair.S1[0, 0]


claim = Claim(
    id="RF-5c",
    source="derived here, for Gradient Variance, gradient variance over time",
    says="For centred isotropic Gaussians the variance of the weights' gradient is the same at all times: it has no peak.",
    latex=r"\mathrm{Var}(\nabla_W)=4d^2s_0^2s_1^2\ \mathrm{for\ all\ } t",
    formula=constant,
    tests=identity(weights_only, SPHERES),
    near_misses={
        "that of the bias": lambda pair, t, x: floors.gradient_variance(pair, t)[1],
        "d for d^2": lambda pair, t, x: constant(pair, t, x) / len(pair.m0),
        "off by 1e-9": off(constant),
    },
)
