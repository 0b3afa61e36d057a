"""Where a masked velocity ends."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes.causes import UNIT_PAIRS
from verify.routes import causal_ends


def end(law: Law, sees: tuple[tuple[int, ...], ...] = ((0,), (0, 1))) -> Array:
    """The map of z, enclosed."""
    return np.asarray(causal_ends.masked(law.S1, [list(P) for P in sees]))


def numbers(law: Law, sees: tuple[tuple[int, ...], ...] = ((0,), (0, 1))) -> Array:
    """x2 by z1 and by z2, the covariance and the variance of x2."""
    M = end(law, sees)
    S = M @ M.T
    return np.stack([M[1, 0], M[1, 1], S[0, 1], S[1, 1]])


claim = Claim(
    id="FX-47x",
    source="derived here",
    says="Masked to 1 -> 2 the velocity from N(0, I) to correlation 4/5 ends in the covariance .46728 and the variance .81835.",
    latex=r"x_2=0.46728\,z_1+0.77460\,z_2",
    formula=numbers,
    tests=(Test("printed", lambda case: ("0.46728", "0.77460", "0.46728", "0.81835"), UNIT_PAIRS[:1]),),
    near_misses={"not masked": lambda law: numbers(law, ((0, 1), (0, 1))), "no arrow": lambda law: numbers(law, ((0,), (1,)))},
)
