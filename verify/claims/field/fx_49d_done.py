"""What doing leaves of a node whose cause has a cause in common with it."""

import numpy as np

from analytic import line, mixture, nodes
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.on_a_line import CONFOUNDED
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.quantiles import below


def laws(law: Law, done: bool = True) -> Array:
    """P(x_2 <= y), x_1 set to v; and x_1 seen to be v."""
    seen = mixture.responsibilities(nodes.over(law.first, law.w, law.g), 1, law.v)
    weights = (law.w, seen) if done else (seen, seen)
    return np.stack([line.cdf(nodes.over(law.noise, w, law.f + law.h), 1, law.y) for w in weights])


def one_by_one(law: Law) -> Array:
    """Over values of the common cause, and modes of the noise."""
    z, noise, found = law.v - law.g - law.first.m[0, 0], law.noise, 0 * np.stack([law.y, law.y])
    seen = law.w * law.ar.exp(-z * z / (2 * law.first.C[0, 0, 0]))
    for c, k in np.ndindex(2, 2):
        y = below(law.ar, (law.y - law.f - law.h[c] - noise.m[k, 0]) / law.ar.sqrt(noise.C[k, 0, 0]))
        found = found + noise.w[k] * np.stack([law.w[c] * y, seen[c] / seen.sum() * y])
    return found


claim = Claim(
    id="FX-49d",
    source="Pearl 2009, 3.3, adjustment; mixtures derived here",
    says="Set, a node's cause leaves its common causes their own weights; seen, the weights that it makes likely.",
    latex=r"P(x_2\leq y\mid do(v))=\sum_cw_cF_u(y-f(v)-h_c)",
    formula=laws,
    tests=identity(equals(one_by_one), CONFOUNDED),
    near_misses={"seen for done": lambda law: laws(law, False), "off by 1e-9": off(laws)},
)
