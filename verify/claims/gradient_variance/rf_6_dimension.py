"""The optimal field on a coupling that is turned in one plane of R^d."""

from types import SimpleNamespace

import numpy as np
from numpy.random import Generator

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, identity, sampling
from verify.regimes.crossings import plane
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    return ((case.law.T - case.ar.eye(len(case.law.T))) ** 2).sum() - case.value(formula)


def pairs(law: Law, n: int, random: Generator) -> SimpleNamespace:
    x0 = random.standard_normal((n, len(law.T)))
    return SimpleNamespace(xt=np.zeros((n, 1)), loss=((x0 @ law.T.T - x0) ** 2).sum(1))


def stated(law: Law) -> Array:
    return 4 * (1 - law.c)


claim = Claim(
    id="RF-6",
    source="Gradient Variance, rotations in one plane",
    says="On pairs turned in one plane the optimal field has a loss that knows neither t nor d; per dimension it falls like 1/d.",
    latex=r"E|v_{OT}(x_t)-(x_1-x_0)|^2=4(1-\cos a)",
    formula=stated,
    tests=(
        *identity(residual, (plane(2, 2), plane(10, 2), plane(50, 3)), (plane(2, "u"), plane(3, "u"))),
        *sampling(lambda d: d.loss, (plane(2, 2), plane(10, 2)), 20_000, pairs),
    ),
    near_misses={"grows with d": lambda law: stated(law) * len(law.T), "off": NearMiss(off(stated), ("sampling",))},
)
