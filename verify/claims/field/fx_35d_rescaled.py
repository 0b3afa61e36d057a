"""DDIM is Euler's method in other coordinates."""

from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Claim, identity
from verify.regimes import INSIDE, along, symbolic_mixture
from verify.residuals import equals
from verify.residuals.steps import ends_of, in_other_time
from verify.residuals.wrong import off

REGIMES = (*INSIDE[:4], *along(INSIDE[:2], trigonometric), *along(INSIDE[1:2], variance_preserving))


def steps(mix: Law, t: Time, x: Points, sign: int = 1) -> Array:
    return np.stack([x + sign * (samplers.ddim_step(mix, 0, t, s, x)[0] - x) for s in ends_of(t)], axis=1)


claim = Claim(
    id="FX-35d",
    source="Song, Meng and Ermon 2021, DDIM; any path, any Gaussian source",
    says="A step of DDIM without noise is one of Euler's method for x/a with b/a as time, forward and backward.",
    latex=r"\frac{x_s}{a_s}=\frac{x_t}{a_t}+\left(\frac{b_s}{a_s}-\frac{b_t}{a_t}\right)E[x_1|x_t]",
    formula=steps,
    tests=identity(equals(in_other_time), REGIMES, (symbolic_mixture(1, 1),)),
    near_misses={
        "t for b/a": partial(in_other_time, clock=False),
        "the other way": partial(steps, sign=-1),
        "off by 1e-9": off(steps),
    },
)
