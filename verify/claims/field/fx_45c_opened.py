"""A collider opened."""

import numpy as np

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes.causes import COLLIDER
from verify.residuals.wrong import negated


def opened(law: Law) -> Array:
    """Corr(x1, x2), the same given x3, with x3 set, and Var x3."""
    set_ = interventions.do(law.model, 2, law.value)
    seen, given, done = scm.correlation(law.model, 0, 1), scm.partial_correlation(law.model, 0, 1, [2]), scm.correlation(set_, 0, 1)
    return np.stack([seen, given, done, scm.covariance(law.model)[2, 2]])


def still_shut(law: Law) -> Array:
    return opened(law) * law.ar.array([1, 0, 1, 1])


def as_if_seen(law: Law) -> Array:
    """The set collider taken for a seen one."""
    found = opened(law)
    return np.stack([found[0], found[1], found[1], found[3]])


claim = Claim(
    id="FX-45c",
    source="Javaloy et al. 2023, the linear collider of its published code; numbers recomputed here",
    says="Two independent causes are correlated by 1/sqrt(10) once their effect is seen, and still independent if it is set.",
    latex=r"r_{12}=0,\quad r_{12\mid 3}=\frac{1}{\sqrt{10}},\quad\mathrm{Var}\,x_3=\frac{9}{16}",
    formula=opened,
    tests=(Test("printed", lambda case: ("0.000000", "0.316228", "0.000000", "0.562500"), (COLLIDER,)),),
    near_misses={"still independent": still_shut, "set taken for seen": as_if_seen, "sign": negated(opened)},
)
