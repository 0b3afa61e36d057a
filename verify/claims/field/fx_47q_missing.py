"""An arrow left out."""

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.causes import DIAMOND, NUMBERS
from verify.residuals import equals
from verify.routes.causes import covariance


def generated(law: Law, arrows: Array | None = None) -> Array:
    """Covariance of what flows of each node generate, given the variable before it in a causal order, no other."""
    of, order = law.model, scm.causal_order(law.model)
    before = np.zeros((len(order), len(order)), dtype=int)
    before[list(order[1:]), list(order[:-1])] = 1
    return scm.covariance(knothe.fitted(law.ar, 0 * of.c, covariance(of), before if arrows is None else arrows))


def by_the_graph(law: Law) -> Array:
    return generated(law, (law.model.B != 0).astype(int))


claim = Claim(
    id="FX-47q",
    source="converse of FX-47p: on a graph that lacks an arrow; derived here",
    says="Flows of each node given the one before it generate the law: what it says of each neighbour is all there is.",
    latex=r"x_{i+1}=E[x_{i+1}|x_i]+\sqrt{V}z\ \Rightarrow\ \mathrm{Cov}=S",
    formula=generated,
    tests=identity(equals(lambda law: covariance(law.model)), (*NUMBERS[2:4], DIAMOND)),
    right_where=identity(equals(lambda law: covariance(law.model)), (NUMBERS[1], NUMBERS[4])),
    repairs={"given its causes": by_the_graph},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-47p",
)
