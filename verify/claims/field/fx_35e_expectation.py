"""Where a step of Euler's method lands, of any length."""

from typing import Any

import numpy as np

from analytic import gaussian, samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, PAIR, PAIR_CORRELATED, SAMPLED, SYMBOLIC_MIXTURES, symbolic_pair, when
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def ends_of_steps(t: Time) -> tuple[Time, Time]:
    """A third of the rest forward, half of the way back."""
    return (1 + 2 * t) / 3, t / 2


def steps(law: Law, t: Time, x: Points) -> Array:
    return np.stack([samplers.euler_step(law, t, s, x) for s in ends_of_steps(t)], axis=1)


def too_long(law: Law, t: Time, x: Points) -> Array:
    """s for s - t."""
    return np.stack([x + s * samplers.sde_drift(law, 0, t, x) for s in ends_of_steps(t)], axis=1)


def on_the_line(t: Time, x0: Points, x1: Points) -> Any:
    return np.stack([(1 - s) * x0 + s * x1 for s in ends_of_steps(t)], axis=1)


def expected(law: Law, t: Time, x: Points) -> Array:
    if isinstance(law, gaussian.Pair):
        return on_the_line(t, *conditional.ends(law, t, x)[:2])
    r, x0, x1 = conditional.posterior(law, t, x)
    return on_the_line(t, *(law.ar.einsum("...k,...ki->...i", r, e) for e in (x0, x1)))


claim = Claim(
    id="FX-35e",
    source="linear path, any coupling; FX-22 is s = 1",
    says="An Euler step from t to s, of any length and in either direction, lands on the mean of x_s given x_t.",
    latex=r"x+(s-t)\,v(t,x)=\mathrm{E}[x_s\mid x_t=x]",
    formula=steps,
    tests=(
        *identity(equals(expected), (*MIXTURES, PAIR, PAIR_CORRELATED), (*SYMBOLIC_MIXTURES[:2], symbolic_pair(1))),
        *sampling(lambda draw: on_the_line(draw.t, draw.x0, draw.x1), when(SAMPLED[:1], lambda t: 0 < t < 1), 50_000),
    ),
    near_misses={"a step of length s": too_long, "off by 1e-9": NearMiss(off(steps), ("sampling",))},
)
