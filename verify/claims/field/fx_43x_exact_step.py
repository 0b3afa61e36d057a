"""The step with the whole chance of a jump."""

import numpy as np

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, identity, inequality
from verify.regimes.chains import BENT, SYMBOLIC, THREE
from verify.residuals.chains import entries, lands
from verify.residuals.wrong import off


def half_way(t: Time) -> Time:
    return (1 + t) / 2


def step(law: Law, t: Time) -> Array:
    return states.step(law, t, half_way(t))


def unscaled(law: Law, t: Time) -> Array:
    """k(s) - k(t) for the chance, not divided by 1 - k(t)."""
    (_, k, _, _), I = law.path(law.ar, t), law.ar.eye(len(law.p0))
    return np.asarray(I + (1 - k) * (step(law, t) - I))


claim = Claim(
    id="FX-43x",
    source="derived here; the finite form of the jump chance of Gat et al. 2024",
    says="A token drawn from its posterior with the chance (k(s) - k(t))/(1 - k(t)) has the law of x_s, on any rising schedule.",
    latex=r"P(x_s=y|x_t=x)=\delta_x(y)+\frac{\kappa(s)-\kappa(t)}{1-\kappa(t)}(P(x_1=y|x_t=x)-\delta_x(y))\geq0",
    formula=step,
    tests=(*identity(lands(half_way), (THREE, *BENT), SYMBOLIC[:1]), *inequality(entries, (THREE, *BENT))),
    near_misses={
        "not divided by 1 - k": unscaled,
        "Euler's step": lambda law, t: states.euler(law, t, half_way(t)),
        "off by 1e-9": off(step),
    },
)
