"""Where a step of Euler's method lands, of any length."""

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, PAIR, PAIR_CORRELATED, SAMPLED, symbolic_mixture, symbolic_pair, when
from verify.residuals import equals
from verify.residuals.steps import between, ends_of, expected
from verify.residuals.wrong import off


def steps(law: Law, t: Time, x: Points) -> Array:
    return np.stack([samplers.euler_step(law, t, s, x) for s in ends_of(t)], axis=1)


def too_long(law: Law, t: Time, x: Points) -> Array:
    """s for s - t."""
    return np.stack([x + s * samplers.sde_drift(law, 0, t, x) for s in ends_of(t)], axis=1)


claim = Claim(
    id="FX-35e",
    source="linear path, any coupling; FX-22 is s = 1",
    says="An Euler step from t to s, of any length and in either direction, lands on the mean of x_s given x_t.",
    latex=r"x+(s-t)\,v(t,x)=E[x_s|x_t=x]",
    formula=steps,
    tests=(
        *identity(equals(expected), (*MIXTURES, PAIR, PAIR_CORRELATED), (symbolic_mixture(1, 1), symbolic_pair(1))),
        *sampling(lambda draw: between(draw.t, draw.x0, draw.x1), when(SAMPLED[:1], lambda t: 0 < t < 1), 50_000),
    ),
    near_misses={"a step of length s": too_long, "off by 1e-9": NearMiss(off(steps), ("sampling",))},
)
