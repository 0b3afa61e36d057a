"""Simpson's paradox, linear: what is seen has the other sign."""

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import ONES, SIMPSON
from verify.residuals.causes import exactly, rates
from verify.residuals.wrong import negated, off


def slopes(law: Law) -> Array:
    """Of x2 on x1: seen; beside the common cause x0; done."""
    of = law.model
    S = scm.covariance(of)
    beside = knothe.fitted(law.ar, scm.mean(of), S, [[0, 0, 0], [1, 0, 0], [1, 1, 0]]).B[2, 1]
    return np.stack([S[2, 1] / S[1, 1], beside, rates(of)[2, 1]])


def seen_alone(law: Law) -> Array:
    return 0 * slopes(law) + slopes(law)[0]


claim = Claim(
    id="FX-45g",
    source="Simpson 1951; Pearl 2009, 6.1; models derived here",
    says="A slope seen can have the other sign than the effect, or be all there is: beside the common cause it is the effect.",
    latex=r"\frac{S_{21}}{S_{11}}=\frac{3}{5},\ T_{21}=-1;\quad\frac{1}{2},\ 0",
    formula=slopes,
    tests=(*identity(exactly("3/5 -1 -1"), (SIMPSON,)), *identity(exactly("1/2 0 0"), (ONES,))),
    near_misses={"seen, whatever is beside it": seen_alone, "sign": negated(slopes), "off": off(slopes)},
)
