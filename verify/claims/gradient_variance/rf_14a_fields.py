"""From which noise on the optimal field has the lower loss."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test
from verify.regimes import once
from verify.regimes.couplings import TURNS
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import over_time


def pair_loss(law: Law) -> Array:
    """Of the field that is exact without noise: 4 (1 - c) sigma^2 a/sin a."""
    return 4 * (1 - law.c) * law.sigma * law.sigma * law.ar.acos(law.c) / law.s


def residual(formula: Formula, case: Case) -> Array:
    """Less int sigma^2 |Theta (I + t Theta)^-1|^2 dt; and at sigma^2 = sin(a)/a the loss is that of the optimal field, |Theta|^2.

    In complex numbers Theta = e^(ia) - 1 = h + i s, and |I + t Theta|^2 = (1 + t h)^2 + t^2 s^2; both are the same in two rows.
    """
    law = case.law
    h, s, loss = law.c - 1, law.s, case.value(formula)
    size, noise2 = 2 * (h * h + s * s), law.sigma * law.sigma
    integral = over_time(lambda t, _: noise2 * size / ((1 + t * h) ** 2 + (t * s) ** 2))
    return np.array([loss - integral, loss / noise2 * (law.s / case.ar.acos(law.c)) - size])


claim = Claim(
    id="RF-14a",
    source="derived here, for Gradient Variance, Fig. 4",
    says="The field of the pairs has the loss 4 (1 - cos a) sigma^2 a/sin a, the optimal one 4 (1 - cos a), whatever sigma.",
    latex=r"E|v_{OT}-D|^2<E|v_{pair}-D|^2\Leftrightarrow\sigma>\sqrt{\sin a/a}",
    formula=pair_loss,
    tests=(Test("balls", residual, once((*TURNS[:3], TURNS[4]))),),
    near_misses={"sigma": lambda law: pair_loss(law) / law.sigma, "half": halved(pair_loss), "off by 1e-9": off(pair_loss)},
    note="d = 2; with every plane of R^d turned by a, both losses are d/2 times as large. The threshold is 0.643 at 120 degrees.",
)
