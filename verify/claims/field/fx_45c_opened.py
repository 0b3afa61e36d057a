"""A collider opened."""

import numpy as np

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import COLLIDER
from verify.residuals import equals
from verify.residuals.wrong import negated, off


def opened(law: Law) -> Array:
    """Corr(x1, x2), the same given x3, with x3 set, and Var x3."""
    set_ = interventions.do(law.model, 2, law.value)
    seen, given, done = scm.correlation(law.model, 0, 1), scm.partial_correlation(law.model, 0, 1, [2]), scm.correlation(set_, 0, 1)
    return np.stack([seen, given, done, scm.covariance(law.model)[2, 2]])


def known(law: Law) -> Array:
    zero, ten = law.ar.array([0, 10])
    return np.stack([zero, 1 / law.ar.sqrt(ten), zero, 9 / (ten + 6)])


def taken_for(law: Law, i: int, j: int) -> Array:
    """The i-th number in the place of the j-th."""
    return opened(law)[[i if n == j else n for n in range(4)]]


SHUT, SET = (lambda law: taken_for(law, 0, 1)), (lambda law: taken_for(law, 1, 2))
claim = Claim(
    id="FX-45c",
    source="Javaloy et al. 2023, the linear collider of its published code; numbers recomputed here",
    says="Two independent causes are correlated by 1/sqrt(10) once their effect is seen, and still independent if it is set.",
    latex=r"r_{12}=0,\quad r_{12\mid 3}=\frac{1}{\sqrt{10}},\quad\mathrm{Var}\,x_3=\frac{9}{16}",
    formula=opened,
    tests=identity(equals(known), (COLLIDER,)),
    near_misses={"still independent": SHUT, "set taken for seen": SET, "sign": negated(opened), "off by 1e-9": off(opened)},
)
