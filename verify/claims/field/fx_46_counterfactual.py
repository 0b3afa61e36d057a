"""What would have been, of a unit that is seen in full."""

import numpy as np

from analytic import interventions
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.claims.field.fx_45d_done import doing
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.wrong import off


def would_have_been(law: Law) -> Array:
    return interventions.counterfactual(law.model, law.x, law.k, law.value)


def population(law: Law) -> Array:
    return 0 * law.x + doing(law)[0]


def set_alone(law: Law) -> Array:
    return np.asarray(law.x + law.ar.eye(len(law.model.V))[law.k] * (law.value - law.x[:, law.k, None]))


def residual(formula: Formula, case: Case) -> Array:
    """Each equation keeps its noise, but that of x_k, which is x_k = value."""
    law, new = case.law, case.value(formula)
    gone = (new - law.x) - (new - law.x) @ law.model.B.T
    return np.where(np.arange(len(law.model.V)) == law.k, new - law.value, gone)


claim = Claim(
    id="FX-46",
    source="Pearl 2009, 7.1: abduction, action, prediction",
    says="A counterfactual keeps the unit's noises, found from what is seen: x_k is set, and the equations are solved again.",
    latex=r"x'=(I-B_k)^{-1}u',\quad u=(I-B)x,\ u'_k=v",
    formula=would_have_been,
    tests=identity(residual, NUMBERS, SYMBOLIC),
    near_misses={"the mean of the population": population, "all else as it was": set_alone, "off by 1e-9": off(would_have_been)},
)
