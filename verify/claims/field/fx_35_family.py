"""A family of stochastic equations with the laws of the flow, in both directions of time."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import mixture, samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import INSIDE, symbolic_mixture
from verify.residuals.flows import jacobian
from verify.residuals.wrong import off

E = (F(1, 2), F(-1, 3))  # forward, backward


def drifts(mix: Law, t: Time, x: Points, share: F = F(1), both: tuple[F, ...] = E) -> Array:
    return np.stack([samplers.sde_drift(mix, share * e, t, x) for e in both], axis=1)


def fokker_planck(formula: Formula) -> tuple[Formula, Formula]:
    """d/dt log p = -div f - f . grad log p + e (Laplace log p + |grad log p|^2): both sides, derivatives by `jacobian`."""
    log_p, df, s = mixture.log_density, jacobian(formula), jacobian(mixture.log_density)

    def rate(mix: Law, t: Time, x: Points) -> Array:
        ar, e, (g, Dg) = mix.ar, mix.ar.array(list(E)), (s(mix, t, x), jacobian(s)(mix, t, x))
        spread = ar.einsum("...ii->...", Dg) + ar.einsum("...i,...i->...", g, g)
        return e * spread[:, None] - ar.einsum("...ii->...", df(mix, t, x)) - ar.einsum("nei,ni->ne", formula(mix, t, x), g)

    return lambda mix, t, x: log_p(mix, t, x)[:, None] + 0 * mix.ar.array(list(E)), rate


claim = Claim(
    id="FX-35",
    source="Song et al. 2021; Anderson 1982 for the reversed time",
    says="Of a mixture, too: with drift v + e s and noise sqrt(2|e|) dW the law stays that of x_t, forward for e > 0, backward for e < 0.",
    latex=r"\partial_tp=-\nabla\cdot((v+\varepsilon s)p)+\varepsilon\Delta p,\quad \varepsilon\in\mathbb{R}",
    formula=drifts,
    tests=equation(fokker_planck, INSIDE[:3], (symbolic_mixture(1, 2),), kinds=("rate",)),
    near_misses={
        "the sign of forward in both": partial(drifts, both=(F(1, 2), F(1, 3))),
        "no score": partial(drifts, share=F(0)),
        "half the score": partial(drifts, share=F(1, 2)),
        "off by 1e-9": off(drifts),
    },
)
