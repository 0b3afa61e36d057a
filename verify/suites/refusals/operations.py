"""Doors of the operations of an arithmetic, and of what a formula gives back."""

from fractions import Fraction

import numpy as np

from analytic import arithmetic, mixture
from analytic._answers import finite
from analytic.arithmetic import SingularCovariance
from verify.suites.refusals.door import ALL, EXACT, VALUES, Door
from verify.suites.refusals.formulas import BEYOND, ENDS, modes
from verify.suites.refusals.laws import H, S

DOORS = (
    Door("sqrtm: a square matrix", lambda ar, v: ar.sqrtm(ar.array(v)), S, [[2, 1]], "one square matrix", ALL),
    Door("expm: a square matrix", lambda ar, v: ar.expm(ar.array(v)), S, [[2, 1]], "one square matrix", EXACT),
    Door("logm: a square matrix", lambda ar, v: ar.logm(ar.array(v)), S, [[2, 1]], "one square matrix", ALL),
    Door("sqrtm: a principal one", lambda ar, v: ar.sqrtm(ar.array([[v, 0], [0, 1]])), ENDS, -ENDS, "closed negative axis", VALUES),
    Door("logm: a principal one", lambda ar, v: ar.logm(ar.array([[v, 0], [0, 1]])), ENDS, 0, "closed negative axis", VALUES),
    Door("solve: no singular matrix", lambda ar, v: ar.solve(ar.array([[1, 1], [1, v]]), ar.array([1, 1])), 2, 1, "singular here",
         ALL, SingularCovariance),
    Door("solve: nor one that is so to its digits",
         lambda ar, v: ar.solve(ar.array([[1, 1], [1, 1 + Fraction(1, 10 ** v)]]), ar.array([1, 1])), 50, 62, "singular here",
         ("digits",), SingularCovariance),
    Door("bessel_quotient: numbers", lambda ar, name: getattr(arithmetic, name)().bessel_quotient(H, ar.array(1)), "digits",
         "symbols", "no proof in symbols", ("digits",)),
    Door("an answer is finite", lambda ar, v: finite(lambda: np.array([1.0, v]))(), 2.0, np.inf, BEYOND, gives=[1, 2]),
    Door("every part of it", lambda ar, v: finite(lambda: (1.0, np.array([v])))()[1], 2.0, np.nan, BEYOND, gives=[2]),
    Door("mixture.log_density: in the doubles", lambda ar, v: mixture.log_density(modes(ar, 1, v), 1, [[2.0**500]]), 1, 2.0**-60,
         BEYOND),
)  # fmt: skip
