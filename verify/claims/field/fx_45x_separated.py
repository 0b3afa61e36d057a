"""d-separation, by networkx, against exact covariances."""

from functools import partial

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, Test
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import no_smaller, partials, squares
from verify.routes.causes import connected


def told(law: Law, directed: bool = True) -> Array:
    """1 where i and j are not d-separated by what is given, else 0; undirected, what is given blocks, a collider as well."""
    return law.ar.array(connected(law.model.B, directed))


def always(law: Law) -> Array:
    return 0 * told(law) + 1


def separated(formula: Formula, case: Case) -> Array:
    return partials(case.law) * (1 - case.value(formula))


def both(formula: Formula, case: Case) -> Array:
    return np.stack([separated(formula, case), no_smaller(case.value(formula), squares(case.law))])


BLOCKS = partial(told, directed=False)
claim = Claim(
    id="FX-45x",
    source="Pearl 1988; Geiger, Verma and Pearl 1990, d-separation",
    says="In a linear model variables are uncorrelated where the graph d-separates them, else correlated, unless paths cancel.",
    latex=r"i\perp j\mid K\ \Rightarrow\ r_{ij\mid K}=0",
    formula=told,
    tests=(Test("symbols", separated, SYMBOLIC), Test("balls", both, NUMBERS)),
    near_misses={"colliders block": BLOCKS, "always": NearMiss(always, ("symbols",)), "never": lambda law: 0 * told(law)},
)
