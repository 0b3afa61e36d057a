"""What the map from noises to variables pays."""

import numpy as np

from analytic import disentanglement
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.claims.field.fx_45k_cholesky import triangular as map_along
from verify.regimes.causes import APART, NUMBERS, SYMBOLIC
from verify.residuals.wrong import halved, off
from verify.routes.causes import path_sums


def causal(law: Law, turn: int = 1) -> Array:
    """Of the triangular map in a causal order, or with turn = -1 in the opposite one."""
    return disentanglement.contrast(law.ar, map_along(law, turn))


def residual(formula: Formula, case: Case) -> Array:
    """e^(2 C), less the product over k of the sum of the squares of what do(x_k) moves."""
    T = path_sums(case.ar, case.law.model.B)
    return case.ar.exp(2 * case.value(formula)) - np.multiply.reduce((T * T).sum(0))


claim = Claim(
    id="FX-48t",
    source="derived here; contrast: Gresele et al. 2021",
    says="The causal map pays for its effects alone, whatever the noises: nothing if and only if no variable has an effect.",
    latex=r"C(L)=\frac{1}{2}\sum_k\log\sum_jT_{jk}^2,\quad T=(I-B)^{-1}",
    formula=causal,
    tests=identity(residual, (*NUMBERS, APART), SYMBOLIC[:4]),
    near_misses={"effects first": lambda law: causal(law, -1), "half of it": halved(causal), "off by 1e-9": off(causal)},
    note="T_kk = 1: each log is 0 only without effects of x_k. Along any order, of the model fitted to it: 0 only of a diagonal S.",
)
