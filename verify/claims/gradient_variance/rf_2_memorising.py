"""At its own velocity a deterministic coupling has neither loss nor gradient: low variance does not show that it is optimal."""

import numpy as np

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.couplings import HALF_TURN, OPTIMAL_LINES, TURNED_LINES, ends


def gradient(v: Formula, law: Law, t: Time, x0: Points) -> Array:
    """2 r (1, x_t)^T with r = v(x_t) - (x1 - x0): the gradients by b and by W of |W x_t + b - (x1 - x0)|^2, pair by pair."""
    xt, x0, x1 = ends(law, t, x0)
    r = v(law, t, xt) - (x1 - x0)
    return 2 * r[:, :, None] * np.concatenate([xt, 0 * xt[:, :1] + law.ar.eye(1)], axis=1)[:, None]


def residual(formula: Formula, case: Case) -> Array:
    return gradient(coupling.drift, case.law, case.t, case.x) - case.value(formula)


def zero(law: Law, t: Time, x: Points) -> Array:
    return 0 * x[:, :1, None]


claim = Claim(
    id="RF-2",
    source="Gradient Variance, Proposition 1",
    says="At its pair-optimal velocity a deterministic coupling has loss 0 and gradient 0 for each pair, whatever the turn.",
    latex=r"v(t,x_t)=x_1-x_0\Rightarrow\nabla_\theta|v_\theta(t,x_t)-(x_1-x_0)|^2=0\ \mathrm{for\ each\ pair}",
    formula=zero,
    tests=identity(residual, (OPTIMAL_LINES, *TURNED_LINES, HALF_TURN)),
    near_misses={
        "that of the field m1 - m0": lambda law, t, x: gradient(lambda law, t, x: law.m1 - law.m0 + 0 * x, law, t, x),
        "one 1e-9 off zero": lambda law, t, x: zero(law, t, x) + 1 / law.ar.array(10**9),
    },
)
