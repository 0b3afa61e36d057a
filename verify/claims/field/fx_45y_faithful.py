"""No correlation, read as no connection."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, Test, excess
from verify.regimes.causes import CANCELLED, DIAMOND, NUMBERS
from verify.residuals.causes import no_smaller, squares
from verify.routes.causes import connected


def told(law: Law) -> Array:
    return law.ar.array(connected(law.model.B))


def but_for_the_ends(law: Law) -> Array:
    """0 -> 2 and 0 -> 1 -> 2 cancel: nothing is said of 0 and 2 without 1."""
    return told(law) * law.ar.array([1, 1, 0, *[1] * (len(told(law)) - 3)])


def residual(formula: Formula, case: Case) -> Array:
    """Zero where r^2 >= 1/10^6 wherever something is connected, if it is 0 or 1."""
    return np.stack([no_smaller(case.value(formula), squares(case.law)), excess(-case.value(formula))])


claim = Claim(
    id="FX-45y",
    source="converse of FX-45x; asked for of all weights: faithfulness, Spirtes, Glymour and Scheines 1993",
    says="Where two variables are uncorrelated given others, the graph d-separates them.",
    latex=r"r_{ij\mid K}=0\ \Rightarrow\ i\perp j\mid K",
    formula=told,
    tests=(Test("balls", residual, (CANCELLED,)),),
    right_where=(Test("balls", residual, (*NUMBERS[:4], DIAMOND)),),
    repairs={"but for the ends of paths that cancel": but_for_the_ends},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-45x",
)
