"""The drift of the stochastic sampler, in the velocity alone and in the time of those who put the noise at 1."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes import INSIDE, symbolic_mixture
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional

E = (0, F(1, 2), 3)  # sigma^2/2


def drifts(mix: Law, t: Time, x: Points, sign: int = 1, other: bool = False, source: bool = True) -> Array:
    """-(w + e/u S0^-1 (x + (1 - u) w - m0)), u = 1 - t, w = -v. `other`: u and 1 - u exchanged; not `source`: as for N(0, I)."""
    w, (u, near) = -conditional.drift(mix, t, x), (t, 1 - t) if other else (1 - t, t)
    x0 = x + sign * near * w
    pull = mix.ar.solve(mix.S0, x0 - mix.m0) if source else x0
    return np.stack([-(w + mix.ar.array(e) / u * pull) for e in E], axis=1)


claim = Claim(
    id="FX-35f",
    source="Liu et al. 2025, Flow-GRPO, for the source N(0, I); linear path",
    says="With the noise at u = 1: dx = (w + sigma^2/(2u) (x + (1 - u) w)) du + sigma dW, from 1 to 0, is the equation of FX-35.",
    latex=r"v+\varepsilon\nabla\log p_t=-\left(w+\frac{\sigma^2}{2u}S_0^{-1}(x+(1-u)w-m_0)\right),\ u=1-t,\ w=-v",
    formula=drifts,
    tests=identity(
        equals(lambda mix, t, x: np.stack([samplers.sde_drift(mix, e, t, x) for e in E], axis=1)), INSIDE, (symbolic_mixture(1, 1),)
    ),
    near_misses={"x - (1 - u) w": partial(drifts, sign=-1), "1 - u for u": partial(drifts, other=True), "off": off(drifts)}
    | {"any source taken for N(0, I)": partial(drifts, source=False)},
)
