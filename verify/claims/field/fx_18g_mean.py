"""The geometric mean of two covariances."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR, once
from verify.residuals.wrong import off


def mean(pair: Law) -> Array:
    return brenier.geometric_mean(pair.ar, pair.S0, pair.S1)


def root(pair: Law) -> Array:
    return pair.ar.sqrtm(pair.ar.solve(pair.S0, pair.S1))


def residual(formula: Formula, case: Case) -> Array:
    """X S0^-1 X - S1, and X - X^T."""
    X, pair = case.value(formula), case.law
    return np.stack([case.ar.solve(pair.S0, X) @ X - pair.S1, X - X.T])


claim = Claim(
    id="FX-18g",
    source="Bhatia 2007, Positive Definite Matrices, 4.1",
    says="The geometric mean S0 # S1 is symmetric and solves X S0^-1 X = S1.",
    latex=r"X=S_0\,\#\,S_1=X^{T}:\quad XS_0^{-1}X=S_1",
    formula=mean,
    tests=identity(residual, once((PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR)), floats=False),
    near_misses={
        "arithmetic mean": lambda pair: (pair.S0 + pair.S1) / 2,
        "root of S0 S1": lambda pair: pair.ar.sqrtm(pair.S0 @ pair.S1),
        "of the same trace, not symmetric": lambda pair: (R := pair.ar.sqrtm(pair.S0)) @ root(pair) @ R,
        "off by 1e-9": off(mean),
    },
)
