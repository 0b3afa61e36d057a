"""What is seen of a linear causal model."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import moments, stacked
from verify.residuals.wrong import off


def seen(law: Law) -> Array:
    """Mean above covariance."""
    return stacked(scm.mean(law.model), scm.covariance(law.model))


def one_arrow(law: Law) -> Array:
    """As if effects were of one arrow only."""
    T = law.ar.eye(len(law.model.V)) + law.model.B
    return stacked(T @ law.model.c, (T * law.model.V) @ T.T)


def own_means(law: Law) -> Array:
    return np.concatenate([law.model.c[None], seen(law)[1:]])


claim = Claim(
    id="FX-45",
    source="Wright 1921; Pearl 2009",
    says="A linear causal model has the mean T c and the covariance T V T^T, T = (I - B)^-1: in any numbering, for any noises.",
    latex=r"E[x]=Tc,\quad\mathrm{Cov}[x]=TVT^{T},\quad T=(I-B)^{-1}",
    formula=seen,
    tests=identity(moments, NUMBERS, SYMBOLIC),
    near_misses={"one arrow deep": one_arrow, "the noises' means": own_means, "off by 1e-9": off(seen)},
)
