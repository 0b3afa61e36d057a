"""Where a clamped flow ends."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes.causes import HALF, UNIT_PAIRS
from verify.routes import causal_ends


def numbers(law: Law, k: int = 0, xi: int = 1) -> Array:
    """The slope of x2 in c, and its variance given c, where x1 is (1 - t) xi + t c; xi = 0: without that noise."""
    M = causal_ends.clamped(law.S1, k)[1 - k]
    return np.stack([M[2], xi * M[k] ** 2 + M[1 - k] ** 2])


def conditioned(law: Law) -> Array:
    """What seeing x1 = c gives."""
    return np.stack([law.S1[0, 1], 1 - law.S1[0, 1] ** 2])


def doing_nothing(law: Law) -> Array:
    """What do(x1 = c) gives if 2 is the cause."""
    return np.stack([0 * law.S1[0, 1], law.S1[1, 1]])


PRINTED = ((("0.34684", "0.67218"), UNIT_PAIRS[0]), (("0.18053", "0.89425"), HALF))
claim = Claim(
    id="FX-47c",
    source="derived here",
    says="Clamping x1 to its line, correlation 4/5, gives x2 the slope .34684 and the variance .67218: neither seeing nor doing.",
    latex=r"\frac{\partial E[x_2]}{\partial c}=0.34684,\quad\mathrm{Var}[x_2]=0.67218",
    formula=numbers,
    tests=tuple(Test("printed", lambda case, text=text: text, (r,)) for text, r in PRINTED),
    near_misses={"seen": conditioned, "done, the arrow turned": doing_nothing, "xi at 0": lambda law: numbers(law, 0, 0)},
)
