"""A family of stochastic equations with the laws of the flow, in both directions of time."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation
from verify.regimes import INSIDE, symbolic_mixture, when
from verify.residuals.steps import fokker_planck
from verify.residuals.wrong import off

E = (F(1, 2), F(-1, 3))  # forward, backward


def drifts(mix: Law, t: Time, x: Points, share: F = F(1), both: tuple[F, ...] = E) -> Array:
    return np.stack([samplers.sde_drift(mix, share * e, t, x) for e in both], axis=1)


claim = Claim(
    id="FX-35",
    source="Song et al. 2021; Anderson 1982 for the reversed time",
    says="With drift v + e s and noise sqrt(2|e|) dW the law stays that of x_t, forward in time for e > 0, backward for e < 0.",
    latex=r"\partial_tp=-\nabla\cdot((v+\varepsilon s)p)+\varepsilon\Delta p,\quad \varepsilon\in R",
    formula=drifts,
    tests=equation(fokker_planck(E), when(INSIDE[:2], lambda t: 2 * t > 1), (symbolic_mixture(1, 1),), kinds=("rate",)),
    near_misses={
        "the sign of forward in both": partial(drifts, both=(F(1, 2), F(1, 3))),
        "no score": partial(drifts, share=F(0)),
        "half the score": partial(drifts, share=F(1, 2)),
        "off by 1e-9": off(drifts),
    },
)
