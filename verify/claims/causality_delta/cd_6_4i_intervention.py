"""What an intervention does to a linear Gaussian model."""

from dataclasses import replace
from functools import partial

import numpy as np

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Function, NearMiss, identity, sampling
from verify.regimes.estimators import GRAPHS, GRAPHS_SYMBOLIC, NOISY, ROLES, cut_off, drawn_graphs
from verify.residuals.wrong import off


def covariances(law: Law, cut: Function = interventions.cut) -> Array:
    """After do(x_k), (3, 3, 3), for common cause, mediator and collider."""
    return np.stack([scm.covariance(cut(m, k)) for m, (_, _, k) in zip(law.models, ROLES, strict=True)])


def out(m: scm.Model, k: int) -> scm.Model:
    return replace(m, B=m.B * (1 - m.ar.eye(3)[k]))


def residual(formula: Formula, case: Case) -> Array:
    """(I - B) C (I - B)^T - V and C - L L^T, the row of k in B zero: each variable less its causes is noise, x = L u."""
    eye, cut = case.ar.eye(3), [cut_off(m, k) for m, (_, _, k) in zip(case.law.models, ROLES, strict=True)]
    each = [(C, eye - m.B, m.V * eye, scm.loading(m)) for C, m in zip(case.value(formula), cut, strict=True)]
    return np.stack([(R @ C @ R.T - V, C - L @ L.T) for C, R, V, L in each])


SEEN, OFF = partial(covariances, cut=lambda m, k: m), NearMiss(off(covariances), ("sampling",))
claim = Claim(
    id="CD-6.4i",
    source="Pearl 2009; Causality-Delta, 6.4 and 7.1 ask for these tests",
    says="Where x_k is drawn by its own noise alone its effects are as before: the arrows into it are cut.",
    latex=r"(I-B_{do})\,C\,(I-B_{do})^{T}=V,\quad(B_{do})_{kj}=0",
    formula=covariances,
    tests=(*identity(residual, NOISY, GRAPHS_SYMBOLIC), *sampling(lambda d: d.after, GRAPHS, 50_000, drawn_graphs)),
    near_misses={"seen, not done": SEEN, "arrows out cut": partial(covariances, cut=out), "off by 1e-9": OFF},
)
