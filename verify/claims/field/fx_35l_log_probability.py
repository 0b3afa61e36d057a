"""The log-probability of a step: what policy gradients of flows are made of."""

from functools import partial
from typing import Any

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes import INSIDE
from verify.residuals import equals
from verify.residuals.steps import most_likely
from verify.residuals.wrong import off


def log_probability(mix: Law, t: Time, x: Points, change: Any = lambda V, h: V, shared: bool = False) -> Array:
    """Of x after a step with e = 1 from the source's mean, half of the way to the data; `shared`: the mean over dimensions."""
    s = (1 + t) / 2
    mean, V = samplers.euler_maruyama(mix, 1, t, s, mix.m0)
    return samplers.log_probability(mix.ar, mean, change(V, s - t), x) / (x.shape[-1] if shared else 1)


claim = Claim(
    id="FX-35l",
    source="Maruyama 1955; Liu et al. 2025, Flow-GRPO, for the use",
    says="The log-probability of an Euler-Maruyama step is a sum over the dimensions, with the variance 2 e |h| in each.",
    latex=r"\log p(x_s|x_t)=-\frac{|x_s-x_t-h(v+\varepsilon g)|^2}{4\varepsilon h}-\frac{d}{2}\log(4\pi\varepsilon h)",
    formula=log_probability,
    tests=identity(equals(most_likely), INSIDE),
    near_misses={
        "mean over dimensions": partial(log_probability, shared=True),
        "h for its root": partial(log_probability, change=lambda V, h: V * h),
        "noise counted twice": partial(log_probability, change=lambda V, h: 2 * V),
        "off by 1e-9": off(log_probability),
    },
)
