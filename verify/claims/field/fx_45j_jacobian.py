"""The Jacobian of an intervention, from the law and an order."""

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.causes import rates
from verify.residuals.wrong import off
from verify.routes.causes import covariance, path_sums


def jacobian(law: Law, turn: int = 1) -> Array:
    """L_jk/L_kk in a causal order, or, with turn = -1, in the opposite one."""
    return knothe.do_jacobian(law.ar, covariance(law.model), scm.causal_order(law.model)[::turn])


def slopes(law: Law) -> Array:
    """S_jk/S_kk."""
    S = covariance(law.model)
    return S / np.diagonal(S)


claim = Claim(
    id="FX-45j",
    source="derived here; Rosenblatt 1952 for the triangular map",
    says="In a causal order the triangular map of the law answers what doing does: x_j moves with do(x_k) by L_jk/L_kk.",
    latex=r"\frac{dx_j}{d\,do(x_k)}=\frac{L_{jk}}{L_{kk}}=T_{jk}",
    formula=jacobian,
    tests=(
        *identity(equals(lambda law: rates(law.model)), NUMBERS, SYMBOLIC),
        *identity(equals(lambda law: path_sums(law.ar, law.model.B)), NUMBERS[1:2]),
    ),
    near_misses={"what is seen": slopes, "effects first": lambda law: jacobian(law, -1), "off by 1e-9": off(jacobian)},
)
