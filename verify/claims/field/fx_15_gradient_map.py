"""An irrotational velocity taken to have an irrotational flow map."""

from functools import partial

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, inequality
from verify.regimes.flows import POINTED, ROUND
from verify.routes import linear_ode


def jacobian(law: Law, along: bool = False) -> Array:
    """D phi_1(0) for (N(m, C) + N(-m, C))/2: M' = B M, B as in FX-15a, since 0 stays where it is. `along`: m on an axis."""
    m = (law.m[0], 0 * law.m[1]) if along else law.m

    def B(u: Array) -> list[list[Array]]:
        s = [(1 - u) * (1 - u) + u * u * c for c in law.c]
        A = [(u * c - (1 - u)) / e for c, e in zip(law.c, s, strict=True)]
        return [[(i == j) * A[i] + u * (1 - u) * m[i] * m[j] / (s[i] * s[j]) for j in (0, 1)] for i in (0, 1)]

    return linear_ode.solve(B)


def margin(formula: Formula, case: Case) -> Array:
    M = case.value(formula)
    return 1 / case.ar.array(10**6) - abs(M[0, 1] - M[1, 0])


claim = Claim(
    id="FX-15",
    source="converse of FX-14",
    says="If the velocity is the gradient of a potential at each time, so is the end map (within 1e-6), hence it is optimal.",
    latex=r"\nabla v=(\nabla v)^T\ \Rightarrow\ D\phi_1=(D\phi_1)^T",
    formula=jacobian,
    tests=inequality(margin, POINTED),
    right_where=inequality(margin, (ROUND,)),
    repairs={"means along an axis of the covariance": partial(jacobian, along=True)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-15a",
)
