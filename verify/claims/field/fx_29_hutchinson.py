"""The variance of Hutchinson's estimate of a trace, by exact cubature."""

from functools import partial

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Function, identity
from verify.regimes.estimators import JACOBIAN, SQUARES
from verify.residuals.wrong import halved, off
from verify.routes.polynomial_means import NORMAL, SIGNS, mean


def variances(law: Law, whole: int = 1) -> Array:
    """2 |Js|^2 for Gaussian probes and 2 (|Js|^2 - sum Js_ii^2) for signs, Js = (J + J^T)/2: (2,)."""
    S = (law.J + whole * law.J.T) / (1 + whole)
    square = (S * S).sum()
    return np.array([2 * square, 2 * (square - (S.diagonal() ** 2).sum())])


def residual(formula: Formula, case: Case) -> Array:
    """Less E q^2 - (E q)^2, q = z^T J z, over all nodes and over all signs."""
    J = case.law.J
    q: Function = lambda z: np.array([z @ J @ z, (z @ J @ z) ** 2])  # noqa: E731
    means = [mean(case.ar, len(J), q, nodes) for nodes in (NORMAL, SIGNS)]
    return case.value(formula) - np.array([second - first**2 for first, second in means])


claim = Claim(
    id="FX-29",
    source="Hutchinson 1989; Avron and Toledo 2011",
    says="Gaussian probes estimate a trace with variance twice the squared norm of the symmetric part; signs save its diagonal.",
    latex=r"\mathrm{Var}(z^TJz)=2|J_s|^2,\quad\mathrm{signs:}\ 2(|J_s|^2-\sum_iJ_{s,ii}^2),\quad J_s=\frac{J+J^T}{2}",
    formula=variances,
    tests=identity(residual, (JACOBIAN,), SQUARES),
    near_misses={"J for its symmetric part": partial(variances, whole=0), "half": halved(variances), "off": off(variances)},
)
