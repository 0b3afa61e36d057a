"""The loss of the smoothed memorising field on its own pairs."""

import numpy as np

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.couplings import REFLECTIONS
from verify.residuals.wrong import off
from verify.routes.time_integrals import over_time


def residual(formula: Formula, case: Case) -> Array:
    """Less int E|v(t, x_t) - (h - 2 x0)|^2 dt; the square of a linear function has the same mean over x0 = +-1 and N(0, 1)."""
    h, e = case.law.h[()], case.law.e[()]

    def error(t: Time, x0: int) -> Array:
        x, w = (1 - t) * x0 + t * (h - x0), 1 - 2 * t
        return h - 2 * (x - h * t) * w / (w * w + e * e) - (h - 2 * x0)

    return case.value(formula) - np.array([over_time(lambda t, _: (error(t, 1) ** 2 + error(t, -1) ** 2) / 2)])


def loss(law: Law, t: Time, x: Points) -> Array:
    return np.array([crossing.reflected_loss(law)])


claim = Claim(
    id="RF-11b",
    source="derived here, for Gradient Variance, first counterexample",
    says="Smoothing the memorising field at scale delta costs about pi delta: its loss can be made as small as one likes.",
    latex=r"\mathrm{loss}=\frac{2\delta^2}{1+\delta^2}+2\delta\arctan\frac{1}{\delta}",
    formula=loss,
    tests=(Test("balls", residual, REFLECTIONS),),
    near_misses={
        "first term twice": lambda law, t, x: loss(law, t, x) + 2 * law.e * law.e / (1 + law.e * law.e),
        "off by 1e-9": off(loss),
    },
)
