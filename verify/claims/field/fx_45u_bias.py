"""How far seeing is from doing."""

import numpy as np

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import negated, off
from verify.routes.causes import covariance, path_sums


def bias(law: Law) -> Array:
    """sum_a (T^k_ja T_ka V_a)/S_kk over a other than k, T^k the effects without the arrows into k, (n,): of each j."""
    of, k = law.model, law.k
    without, T = scm.effects(interventions.cut(of, k)), scm.effects(of)
    others = law.ar.array(1 - np.eye(len(of.V), dtype=int)[k])
    return without @ (others * T[k] * of.V) / scm.covariance(of)[k, k]


def apart(law: Law) -> Array:
    """S_jk/S_kk - T_jk; of x_k itself nothing."""
    S, T = covariance(law.model), path_sums(law.ar, law.model.B)
    return S[:, law.k] / S[law.k, law.k] - T[:, law.k]


def with_own(law: Law) -> Array:
    return bias(law) + (scm.effects(law.model) * law.model.V)[:, law.k] / scm.covariance(law.model)[law.k, law.k]


claim = Claim(
    id="FX-45u",
    source="derived here; confounding as in Pearl 2009, 6.2",
    says="The slope seen is the effect and what reaches both variables from their common ancestors, in shares of the variance.",
    latex=r"\frac{S_{jk}}{S_{kk}}-T_{jk}=\sum_{a\neq k}T^{(k)}_{ja}T_{ka}V_a/S_{kk}",
    formula=bias,
    tests=identity(equals(apart), NUMBERS, SYMBOLIC),
    near_misses={"its own noise counted": with_own, "sign": negated(bias), "off by 1e-9": off(bias)},
)
