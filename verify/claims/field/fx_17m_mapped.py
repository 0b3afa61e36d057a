"""Gaussian ends coupled by a map."""

from dataclasses import replace

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Function, Test
from verify.regimes import PAIR_TURNED
from verify.regimes.given import given
from verify.regimes.near_crossings import EVERY_MAP
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional
from verify.routes.polynomial_means import mapped


def moments(law: Law, change: Function = lambda pair: {}) -> Array:
    """Mean above covariance of (x0, x1), (1 + 2 d, 2 d); of a near miss with these fields of the pair changed."""
    m, S = conditional.joint(replace(law.law, **change(law.law)))
    return np.concatenate([m[None], S])


claim = Claim(
    id="FX-17m",
    source="linear maps of Gaussians",
    says="Ends coupled by x1 = m1 + T (x0 - m0) have Cov(x1) = T S0 T^T and Cov(x0, x1) = S0 T^T.",
    latex=r"x_1=m_1+T(x_0-m_0)\ \Rightarrow\ S_1=TS_0T^{T},\ \mathrm{Cov}(x_0,x_1)=S_0T^{T}",
    formula=moments,
    tests=(Test("balls", equals(mapped), given((PAIR_TURNED, *EVERY_MAP))),),
    near_misses={
        "T S0 for S0 T^T": lambda law: moments(law, lambda pair: {"X": pair.X.T}),
        "T twice on one side": lambda law: moments(law, lambda pair: {"S1": pair.T @ pair.T @ pair.S0}),
        "m1 + T m0": lambda law: moments(law, lambda pair: {"m1": pair.m1 + pair.T @ pair.m0}),
        "off by 1e-9": off(moments),
    },
)
