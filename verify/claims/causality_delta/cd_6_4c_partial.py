"""What the filter of Section 6.4 can tell apart: a drop to 0 is consistent with a common cause, as the paper says, and not only."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, Residual, Test, identity
from verify.regimes.estimators import GRAPHS, GRAPHS_SYMBOLIC, ROLES, filtered


def right(law: Law) -> Array:
    return np.array([0, 0, -law.a * law.b / law.ar.sqrt((1 + law.a**2) * (1 + law.b**2))])


def marginal(law: Law) -> Array:
    return np.array([scm.correlation(m, i, j) for m, (i, j, _) in zip(law.models, ROLES, strict=True)])


residual: Residual = lambda f, case: case.value(f) - [c / case.ar.sqrt(v) for c, v in filtered(case.law)]  # noqa: E731


def squared(formula: Formula, case: Case) -> Array:
    r = case.value(formula)
    return np.array([r[n] * r[n] * v - c * c for n, (c, v) in enumerate(filtered(case.law))])


claim = Claim(
    id="CD-6.4c",
    source="Causality-Delta, 6.4, 'consistent with attribute 19 being a common cause'; mediator and collider derived here",
    says="In linear Gaussian models the filter leaves the correlation 0 of a common cause, and of a mediator, not of a collider.",
    latex=r"r_{ij\mid k}=0,\ 0,\ \frac{-ab}{\sqrt{(1+a^2)(1+b^2)}}",
    formula=right,
    tests=(Test("symbols", squared, GRAPHS_SYMBOLIC), *identity(residual, GRAPHS)),
    near_misses={
        "only a common cause": lambda law: marginal(law) * law.ar.array([0, 1, 1]),
        "no condition": marginal,
        "sign of the collider": NearMiss(lambda law: right(law) * law.ar.array([1, 1, -1]), ("symbols",)),
    },
    note="As the paper says, no definitive evidence: 0 fits a mediator as well. A collider test, which 7.1 asks for, would tell.",
)
