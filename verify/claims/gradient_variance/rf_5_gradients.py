"""Which gradient? That of a linear velocity's weights, and that of its bias."""

import numpy as np

from analytic import floors
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, identity, sampling
from verify.regimes import PAIR, PAIR_3D, PAIR_CORRELATED
from verify.regimes.crossings import gradients
from verify.residuals.wrong import halved, of_law, off


def residual(formula: Formula, case: Case) -> Array:
    """By Isserlis, r and x_t being linear in the ends: E r_i^2 x_j^2 = V_ii (S_jj + m_j^2) + 2 Cov[r_i, x_j]^2."""
    law, t, I = case.law, case.t, case.ar.eye(case.x.shape[-1])
    full = np.block([[law.S0, law.X], [law.X.T, law.S1]])
    at, rate = np.hstack([(1 - t) * I, t * I]), np.hstack([-I, I])
    S, m = at @ full @ at.T, (1 - t) * law.m0 + t * law.m1
    r = rate - case.ar.solve(S, rate @ full @ at.T) @ at
    V, C = r @ full @ r.T, r @ full @ at.T
    weights = np.trace(V) * (np.trace(S) + m @ m) + 2 * (C * C).sum()
    return np.array([4 * weights, 4 * np.trace(V)]) - case.value(formula)


def variances(pair: Law, t: Time, x: Points) -> Array:
    """The same at every x, (2,)."""
    return np.stack(floors.gradient_variance(pair, t))


CENTRED = of_law(variances, lambda pair: {"m0": 0 * pair.m0, "m1": 0 * pair.m1})
claim = Claim(
    id="RF-5",
    source="derived here, for Gradient Variance, gradient variance over time",
    says="At the best affine velocity between Gaussians the weights' gradient has the variance 4 Var[x1 - x0 | x_t] E|x_t|^2.",
    latex=r"\mathrm{Var}(\nabla_W)=4\,\mathrm{tr}(C_t)\,E|x_t|^2,\quad\mathrm{Var}(\nabla_b)=4\,\mathrm{tr}(C_t)",
    formula=variances,
    tests=(*identity(residual, (PAIR, PAIR_3D, PAIR_CORRELATED)), *sampling(lambda d: d.values, (PAIR,), 50_000, gradients)),
    near_misses={"means forgotten": CENTRED, "half": halved(variances), "off by 1e-9": NearMiss(off(variances), ("sampling",))},
)
