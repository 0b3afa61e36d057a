"""Section 4.2: the first term of Eq. (4) is a convex blend of the A_k."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, excess, identity
from verify.regimes import MIXTURES
from verify.residuals.wrong import off
from verify.routes.conditional import component_drifts, responsibilities


def residual(formula: Formula, case: Case) -> Array:
    """What g is below zero; sum g - 1; g less P(k | x); what sum_k g_k A_k, by the components' drifts, misses of the blend."""
    ar, law, t, x = case.ar, case.law, case.t, case.x
    g, unit = formula(law, t, x), ar.eye(x.shape[-1])
    A = ar.einsum("jki->kij", component_drifts(law, t, unit) - component_drifts(law, t, 0 * unit))
    missed = (mixture.blend(law, t, x) - ar.einsum("...k,kij->...ij", g, A)).reshape(len(x), -1)
    return np.concatenate([excess(-g), g.sum(-1)[:, None] - 1, g - responsibilities(law, t, x), missed], axis=-1)


def prior(mix: Law, t: Time, x: Points) -> Array:
    return 0 * x[..., :1] + mix.w


def squared(mix: Law, t: Time, x: Points) -> Array:
    r = mixture.responsibilities(mix, t, x)
    return r * r


claim = Claim(
    id="CD-4.8",
    source="Causality-Delta, 4.2, after Eq. (4)",
    says="The first term of the Jacobian averages the A_k with the responsibilities as weights: none negative, sum one.",
    latex=r"\sum_k\gamma_k A_k,\quad\gamma_k\geq 0,\quad\sum_k\gamma_k=1",
    formula=mixture.responsibilities,
    tests=identity(residual, MIXTURES),
    near_misses={"prior weights": prior, "squared": squared, "off by 1e-9": off(mixture.responsibilities)},
)
