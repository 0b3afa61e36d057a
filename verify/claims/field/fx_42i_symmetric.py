"""Eigenvalues of a symmetric matrix asked of S0 S1, which is none."""

from analytic import frechet
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, identity
from verify.claims.field.fx_42f_frechet import distance2
from verify.regimes.frechet_pairs import ALIGNED, DEFINITE
from verify.residuals import equals
from verify.routes.product_eigenvalues import by_eigenvalues


def of_lower_triangle(law: Law) -> Array:
    """With the eigenvalues of the symmetric matrix that has the lower triangle of S0 S1: what eigvalsh reads."""
    P = law.ar.array(law.cov0) @ law.ar.array(law.cov1)
    P = law.ar.array([[P[max(i, j), min(i, j)] for j in range(len(P))] for i in range(len(P))])
    root = law.ar.sqrtm(P)
    return distance2(law) + 2 * frechet.overlap(law.ar, law.cov0, law.cov1) - 2 * law.ar.einsum("ii->", root)


claim = Claim(
    id="FX-42i",
    source="converse of FX-42f, with eigvalsh; reported as toshas/torch-fidelity#46",
    says="The eigenvalues of S0 S1 may be had from a solver for symmetric matrices, eigvalsh, which reads its lower triangle.",
    latex=r"\sum_i\sqrt{\lambda_i(S_0S_1)}=\sum_i\sqrt{\lambda_i(L+L^T-\mathrm{diag}\,L)},\ L=\mathrm{tril}(S_0S_1)",
    formula=of_lower_triangle,
    tests=identity(equals(by_eigenvalues), (DEFINITE,), floats=False),
    right_where=identity(equals(by_eigenvalues), (ALIGNED,), floats=False),
    repairs={"of S0 S1 itself": distance2},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-42f",
    note="The triangle may have a negative eigenvalue, as for diag(1, 9) and [[2, 1], [1, 2]]: then the answer is not even real.",
)
