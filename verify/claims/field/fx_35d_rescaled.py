"""DDIM is Euler's method in other coordinates."""

from dataclasses import replace
from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Claim, identity
from verify.regimes import INSIDE, along, symbolic_mixture
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = (*INSIDE, *along(INSIDE[:2], trigonometric), *along(INSIDE[1:2], variance_preserving))


def steps(mix: Law, t: Time, x: Points) -> Array:
    """A third of the rest forward, half of the way back."""
    return np.stack([samplers.ddim_step(mix, 0, t, s, x)[0] for s in ((1 + 2 * t) / 3, t / 2)], axis=1)


def rescaled(mix: Law, t: Time, x: Points, clock: int = 1) -> Array:
    """a' (y + (T' - T) v(y)), y = x/a and T = b/a, v the velocity of y = x0 + T x1 per unit of T; `clock` 0: t for T."""

    def path(ar: Arithmetic, u: Time) -> tuple[Array, ...]:
        a, b, _, _ = mix.path(ar, ar.array(u))
        return 1 + 0 * a, b / a, 0 * a, 1 + 0 * a

    def step(s: Time) -> Array:
        (a, b, _, _), (a1, b1, _, _) = (mix.path(mix.ar, mix.ar.array(u)) for u in (t, s))
        return a1 * (x / a + (b1 / a1 - b / a if clock else s - t) * conditional.drift(replace(mix, path=path), t, x / a))

    return np.stack([step(s) for s in ((1 + 2 * t) / 3, t / 2)], axis=1)


claim = Claim(
    id="FX-35d",
    source="Song, Meng and Ermon 2021, DDIM; any path, any Gaussian source",
    says="A step of DDIM without noise is one of Euler's method for x/a with b/a as time, forward and backward.",
    latex=r"\frac{x_s}{a_s}=\frac{x_t}{a_t}+\left(\frac{b_s}{a_s}-\frac{b_t}{a_t}\right)\mathrm{E}[x_1\mid x_t]",
    formula=steps,
    tests=identity(equals(rescaled), REGIMES, (symbolic_mixture(2, 1),)),
    near_misses={"t for b/a": partial(rescaled, clock=0), "the other way": lambda mix, t, x: 2 * x[:, None] - steps(mix, t, x), "off by 1e-9": off(steps)},
)
