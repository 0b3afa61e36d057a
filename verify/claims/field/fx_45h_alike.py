"""A mediator and a common cause are one law, and two answers."""

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Function, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.causes import rates
from verify.residuals.wrong import off
from verify.routes.causes import covariance


def fork(law: Law) -> scm.Model:
    """0 <- 1 -> 2, fitted to the law of the mediator 0 -> 1 -> 2."""
    return knothe.fitted(law.ar, scm.mean(law.model), scm.covariance(law.model), [[0, 1, 0], [0, 0, 0], [0, 1, 0]])


def both(law: Law, other: Function = fork) -> Array:
    """Covariance of the fork; how x_2 moves with do(x_0) in the mediator and in the fork."""
    done = np.stack([rates(of)[2, 0] for of in (law.model, other(law))])
    return np.concatenate([scm.covariance(other(law)).reshape(-1), done])


def known(law: Law) -> Array:
    B = law.model.B
    return np.concatenate([covariance(law.model).reshape(-1), np.stack([B[1, 0] * B[2, 1], 0 * B[0, 0]])])


claim = Claim(
    id="FX-45h",
    source="Verma and Pearl 1990; Causality-Delta, 6.4, 'consistent with attribute 19 being a common cause'",
    says="Every linear mediator has the law of a common cause: nothing seen tells which, but in one of them do(x0) does nothing.",
    latex=r"\mathrm{Cov}_{0\to1\to2}=\mathrm{Cov}_{0\leftarrow1\to2},\quad T_{20}=b_{10}b_{21}\ or\ 0",
    formula=both,
    tests=identity(equals(known), NUMBERS[1:2], SYMBOLIC[1:2]),
    near_misses={"the same answer": lambda law: both(law, lambda law: law.model), "off by 1e-9": off(both)},
)
