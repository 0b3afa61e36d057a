"""The drift of the stochastic sampler, in the velocity alone and in the time of those who put the noise at 1."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes import STANDARD, when
from verify.regimes.symbolic import names_of, symbolic
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional

E = (0, F(1, 2), 3)  # sigma^2/2
NAMES = names_of("mixture", 1, 2) | {"mean0": [0], "cov0": [[1]]}
SYMBOLS = symbolic("mixture", NAMES, "symbols d=1 K=2, source N(0, 1)", "all data, d=1, K=2")


def drifts(mix: Law, t: Time, x: Points, sign: int = 1, other: bool = False) -> Array:
    """-(w + e/u (x + (1 - u) w)) at the time u = 1 - t, w = -v; `other`: u and 1 - u exchanged."""
    u, w = 1 - t, -conditional.drift(mix, t, x)
    far, near = (1 - u, u) if other else (u, 1 - u)
    return np.stack([-(w + mix.ar.array(e) / far * (x + sign * near * w)) for e in E], axis=1)


def family(mix: Law, t: Time, x: Points) -> Array:
    return np.stack([samplers.sde_drift(mix, e, t, x) for e in E], axis=1)


claim = Claim(
    id="FX-35f",
    source="Liu et al. 2025, Flow-GRPO; source N(0, I), linear path",
    says="With the noise at u = 1: dx = (w + sigma^2/(2u) (x + (1 - u) w)) du + sigma dW, from 1 to 0, is the equation of FX-35.",
    latex=r"v+\varepsilon\nabla\log p_t=v-\frac{\varepsilon}{1-t}(x-tv)=-\left(w+\frac{\sigma^2}{2u}(x+(1-u)w)\right)",
    formula=drifts,
    tests=identity(equals(family), when((STANDARD,), lambda t: 0 < t < 1), (SYMBOLS,)),
    near_misses={"x - (1 - u) w": partial(drifts, sign=-1), "1 - u for u": partial(drifts, other=True), "off": off(drifts)},
)
