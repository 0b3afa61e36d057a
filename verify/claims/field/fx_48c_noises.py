"""Independent noises, taken to have orthogonal columns."""

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.causes import APART, NUMBERS
from verify.routes.causes import path_sums


def products(law: Law) -> Array:
    """sqrt(V_i V_k) sum_j T_ji T_jk: of the columns of T sqrt(V)."""
    T, s = path_sums(law.ar, law.model.B), law.ar.sqrt(law.model.V)
    return (T.T @ T) * (s * s[:, None])


def lengths(law: Law) -> Array:
    return products(law) * law.ar.eye(len(law.model.V))


def residual(formula: Formula, case: Case) -> Array:
    L = scm.loading(case.law.model)
    return L.T @ L - case.value(formula)


claim = Claim(
    id="FX-48c",
    source="converse of FX-48n: independent factors, then orthogonal columns; derived here",
    says="Where the factors are independent noises of a causal model the columns of the map from them are orthogonal.",
    latex=r"u_i\ independent\ \Rightarrow\ (L^{T}L)_{ij}=0,\quad L=T\sqrt{V}",
    formula=lengths,
    tests=identity(residual, NUMBERS),
    right_where=identity(residual, (APART,)),
    repairs={"the products of effects": products},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-48t",
    note="Of 0 -> 1 with effect b the two columns have the product b V_0^(1/2) V_1^(1/2).",
)
