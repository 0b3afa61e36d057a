"""Independent noises, taken to have orthogonal columns."""

import numpy as np

from analytic import disentanglement
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.causes import APART, NUMBERS
from verify.routes.causes import loading, path_sums


def none(law: Law) -> Array:
    return 0 * law.model.B


def products(law: Law) -> Array:
    """Of the columns of T sqrt(V), but for the diagonal."""
    T, s = path_sums(law.ar, law.model.B), law.ar.sqrt(law.model.V)
    return (T.T @ T) * (s * s[:, None]) * law.ar.array(1 - np.eye(len(s), dtype=int))


def residual(formula: Formula, case: Case) -> Array:
    return disentanglement.off_diagonal(case.ar, loading(case.law.model)) - case.value(formula)


claim = Claim(
    id="FX-48c",
    source="converse of FX-48n: independent factors, then orthogonal columns; derived here",
    says="Where the factors are independent noises of a causal model the columns of the map from them are orthogonal.",
    latex=r"u_i\ independent\ \Rightarrow\ (T^{T}T)_{ij}=0",
    formula=none,
    tests=identity(residual, NUMBERS),
    right_where=identity(residual, (APART,)),
    repairs={"the products of effects": products},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-48t",
    note="Of 0 -> 1 with effect b the two columns have the product b V_0^(1/2) V_1^(1/2).",
)
