"""The coupling of minibatch optimal transport."""

from functools import partial

import numpy as np

from analytic import minibatch
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.given_ends import BATCHES
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.every_batch import drawn


def coupling(law: Law, n: int = 0) -> Array:
    return minibatch.coupling(law.ar, law.w0, law.w1, n or law.n)


def marginals(formula: Formula, case: Case) -> Array:
    P = case.value(formula)
    return np.concatenate([P.sum(1) - case.law.w0, P.sum(0) - case.law.w1])


claim = Claim(
    id="FX-40k",
    source="Tong et al. 2023, minibatch optimal transport; the closed form is derived here",
    says="On a line, in batches of one, two, three, optimal transport keeps both ends' laws; its coupling is a closed form.",
    latex=r"P_{ij}=\frac{1}{n}\sum_kP(X_{(k)}=x_i)P(Y_{(k)}=y_j),\quad\sum_jP_{ij}=w_i,\ \sum_iP_{ij}=v_j",
    formula=coupling,
    tests=(*identity(equals(drawn), BATCHES), *identity(marginals, BATCHES)),
    near_misses={
        "independent ends": partial(coupling, n=1),
        "each with the nearest of its batch": partial(drawn, near=True),
        "off by 1e-9": off(coupling),
    },
)
