"""Interventions do not say what would have been."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.causes import BOTH_TURNED, TURNED


def by_one(law: Law) -> Array:
    """y had x been 1, by y = g_x u."""
    return law.g[1] / law.g[0] * law.y


def by_the_other(law: Law) -> Array:
    return law.h[1] / law.h[0] * law.y


def residual(formula: Formula, case: Case) -> Array:
    """Less the other model's y; and the variances of y under do(x = 0), do(x = 1), which both models share."""
    law = case.law
    return np.concatenate([case.value(formula) - by_the_other(law), law.g * law.g - law.h * law.h])


claim = Claim(
    id="FX-46n",
    source="converse of FX-46l: without linear equations; Pearl 2009, 1.4.4",
    says="Two models of one law, one order and equal answers to every intervention say the same of what would have been.",
    latex=r"y=u\ or\ y=(1-2x)u:\quad y_{x=1}=1\ or\ -1\ of\ (x,y)=(0,1)",
    formula=by_one,
    tests=identity(residual, TURNED),
    right_where=identity(residual, (BOTH_TURNED,)),
    repairs={"by the equations of each": by_the_other},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-46l",
    note="x a coin, u ~ N(0, 1): a flow of the law, however well trained, leaves the third level open.",
)
