"""Section 6.4: what a correlation that drops once a third variable is held fixed does not show."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Residual, identity
from verify.regimes.estimators import GRAPHS, ROLES, filtered


def as_stated(law: Law) -> Array:
    r = [scm.correlation(m, i, j) for m, (i, j, _) in zip(law.models, ROLES, strict=True)]
    return np.array([0 * r[0], *r[1:]])


def right(law: Law) -> Array:
    return np.array([0, 0, -law.a * law.b / law.ar.sqrt((1 + law.a**2) * (1 + law.b**2))])


residual: Residual = lambda f, case: case.value(f) - [c / case.ar.sqrt(v) for c, v in filtered(case.law)]  # noqa: E731


def before(formula: Formula, case: Case) -> Array:
    """With the mediator not held fixed: covariance ab, variances 1 and 1 + b^2 + a^2 b^2."""
    return case.value(formula)[1] * case.ar.sqrt(1 + case.law.b**2 * (1 + case.law.a**2)) - case.law.a * case.law.b


claim = Claim(
    id="CD-6.4c",
    source="Causality-Delta, 6.4, 'consistent with a common cause', read as proof of one, which the paper does not",
    says="Holding a third variable fixed removes the correlation of two others if it is their common cause, and only then.",
    latex=r"r_{ij\mid k}=0\ \Leftrightarrow\ i\leftarrow k\rightarrow j",
    formula=as_stated,
    tests=identity(residual, GRAPHS),
    right_where=identity(before, GRAPHS),
    repairs={"0, 0, -ab/sqrt((1 + a^2)(1 + b^2))": right},
    expect=Outcome.REFUTED,
    amended="CD-6.4c-amended",
    note="The paper says 'consistent with', and that it is no definitive evidence; a mediator is as consistent with it.",
)
