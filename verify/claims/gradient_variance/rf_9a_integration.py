"""What the integration recovers, with the condition that it needs."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.claims.gradient_variance.rf_9_integration import partner, residual
from verify.regimes.crossings import JUMPING
from verify.residuals.wrong import off


def ordered(law: Law) -> Array:
    """The end of the same rank: the optimal pairing on a line."""
    order = np.argsort(np.argsort(law.ar.floats(law.pairs.x0[:, 0])))
    return law.pairs.x1[np.argsort(law.ar.floats(law.pairs.x1[:, 0]))][order]


claim = Claim(
    id="RF-9a",
    source="amends Gradient Variance, inference reproduces the training pairs",
    says="Euler's method from a training source ends exactly at its partner if no step begins where lines cross.",
    latex=r"k/N\neq t_{ij}\ \mathrm{for\ all\ crossings}\Rightarrow x_N=x_1^i",
    formula=partner,
    tests=identity(residual, JUMPING),
    near_misses={
        "the source": lambda law: law.pairs.x0,
        "ends in order": ordered,
        "off by 1e-9": off(partner),
    },
    note="It jumps over the crossings: no velocity that is Lipschitz in x can do that at fine steps (RF-9b, RF-11a).",
)
