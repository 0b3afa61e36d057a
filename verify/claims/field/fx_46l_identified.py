"""Law and order say what would have been, in linear models."""

import numpy as np

from analytic import interventions, knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.causes import covariance, path_sums, solved


def from_the_law(law: Law, turn: int = 1) -> Array:
    """The model fitted along a causal order, or with turn = -1 along the opposite one, in the place of the model itself."""
    ar, of, place = law.ar, law.model, np.argsort(scm.causal_order(law.model)[::turn])
    before = ar.array((place[:, None] > place).astype(int))
    fit = knothe.fitted(ar, path_sums(ar, of.B) @ of.c, covariance(of), before)
    return interventions.counterfactual(fit, law.x, law.k, law.value)


def one_by_one(law: Law) -> Array:
    noises = law.x - law.x @ law.model.B.T
    return np.asarray(solved(law.model, noises.T, law.k, law.value).T)


claim = Claim(
    id="FX-46l",
    source="derived here; of flows: Javaloy et al. 2023; identifiable flow models from an ordering, 2024",
    says="A linear Gaussian law and a causal order determine every counterfactual of a unit that is seen in full.",
    latex=r"S,\ \pi\ \Rightarrow\ B,\ V\ \Rightarrow\ x'",
    formula=from_the_law,
    tests=identity(equals(one_by_one), NUMBERS, SYMBOLIC),
    near_misses={"the opposite order": lambda law: from_the_law(law, -1), "off by 1e-9": off(from_the_law)},
)
