"""What the filter of Section 6.4 can tell apart."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, Test, identity
from verify.claims.causality_delta.cd_6_4c_drop import as_stated, residual, right
from verify.regimes.estimators import GRAPHS, GRAPHS_SYMBOLIC, ROLES, filtered


def marginal(law: Law) -> Array:
    return np.array([scm.correlation(m, i, j) for m, (i, j, _) in zip(law.models, ROLES, strict=True)])


def raised(law: Law) -> Array:
    """The sign of the collider's correlation forgotten."""
    return right(law) * law.ar.array([1, 1, -1])


def squared(formula: Formula, case: Case) -> Array:
    r = case.value(formula)
    return np.array([r[n] * r[n] * v - c * c for n, (c, v) in enumerate(filtered(case.law))])


claim = Claim(
    id="CD-6.4c-amended",
    source="derived here; amends Causality-Delta, 6.4, last paragraph",
    says="In linear Gaussian models the filter gives the partial correlation: 0 for common cause and mediator, not for a collider.",
    latex=r"r_{ij\mid k}=0,\ 0,\ \frac{-ab}{\sqrt{(1+a^2)(1+b^2)}}",
    formula=right,
    tests=(Test("symbols", squared, GRAPHS_SYMBOLIC), *identity(residual, GRAPHS)),
    near_misses={
        "only a common cause": as_stated,
        "no condition": marginal,
        "sign of the collider": NearMiss(raised, ("symbols",)),
    },
    note="A collider test, which Section 7.1 asks for, would be informative; a drop to 0 does not tell cause from mediator.",
)
