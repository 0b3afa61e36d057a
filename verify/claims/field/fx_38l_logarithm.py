"""What a loss with uniform times puts on each unit of log SNR."""

from typing import Any

import numpy as np

from analytic import weights
from analytic.arithmetic import Array, Law, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Case, Claim, Formula, equation, identity
from verify.regimes import PAIR, along, symbolic_independent, timed, when
from verify.residuals.predictions import per_log_snr
from verify.residuals.wrong import off, plus

OPEN, SYMBOLS = when((PAIR,), lambda t: 0 < t < 1), timed((symbolic_independent(1),))
REGIMES = timed((*OPEN, *along(OPEN, trigonometric), *along(OPEN, variance_preserving)))


def table(law: Law, t: Time, f: Any = weights.log_snr_weight, *to: str) -> Array:
    return np.array([f(law.ar, law.path, t, p, *to) for p in weights.PREDICTIONS])


def exponential(f: Formula, case: Case) -> Array:
    """Of the velocity less exp(-l/2)/2, l = log SNR = 2 log(t/(1 - t))."""
    return case.value(f)[2] - case.ar.exp(-case.ar.log(case.t / (1 - case.t))) / 2


claim = Claim(
    id="FX-38l",
    source="Kingma and Gao 2023",
    says="Uniform times put e^(-l/2)/2 on the loss of noise per unit of l = log SNR, if straight velocities are learned.",
    latex=r"\int_0^1|v-\hat v|^2dt=\int\frac{1}{2}e^{-\lambda/2}\,|x_0-\hat x_0|^2d\lambda,\quad\lambda=\log SNR",
    formula=table,
    tests=equation(per_log_snr, REGIMES, SYMBOLS, kinds=("rate",)) + identity(exponential, REGIMES[:1]),
    near_misses={
        "of t": lambda law, t: table(law, t, weights.weight, "noise"),
        "of log b/a": plus(table, table),
        "off by 1e-9": off(table),
    },
)
