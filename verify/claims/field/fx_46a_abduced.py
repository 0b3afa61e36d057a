"""Abduction: the noises of a unit."""

import numpy as np

from analytic import interventions
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.wrong import off
from verify.routes.causes import path_sums, solved


def noises(law: Law) -> Array:
    return interventions.abduct(law.model, law.x)


def effects_of_x(law: Law) -> Array:
    """T x, the wrong way through the equations."""
    return law.x @ path_sums(law.ar, law.model.B).T


def residual(formula: Formula, case: Case) -> Array:
    """Solved one after the other, the equations with these noises give what was seen."""
    return np.asarray(solved(case.law.model, case.value(formula).T).T - case.law.x)


claim = Claim(
    id="FX-46a",
    source="Pearl 2009, 7.1: abduction",
    says="A unit that is seen in full has the noises (I - B) x: with them the equations give it back.",
    latex=r"u=(I-B)x,\quad x=(I-B)^{-1}u",
    formula=noises,
    tests=identity(residual, NUMBERS, SYMBOLIC),
    near_misses={"the other way": effects_of_x, "the unit itself": lambda law: law.x, "off by 1e-9": off(noises)},
)
