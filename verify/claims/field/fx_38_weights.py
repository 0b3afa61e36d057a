"""Losses of different predictions of one network: their ratios, on every path."""

from functools import partial

import numpy as np

from analytic import weights
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import edm, linear, trigonometric, variance_preserving
from verify.claim import Claim, identity
from verify.regimes import PAIR, PAIR_COMMUTING, PAIR_CORRELATED, along, symbolic_pair, timed, when
from verify.residuals.predictions import between_models, what_is_left
from verify.residuals.wrong import off, transposed

ENDS, STANDARD, JOINT = (when((r,), lambda t: 0 < t < 1) for r in (PAIR, PAIR_COMMUTING, PAIR_CORRELATED))
REGIMES = timed((*JOINT, *along(ENDS, trigonometric), *along(ENDS, edm)))
MODELS = tuple(r for path in (linear, variance_preserving) for r in along(STANDARD, path))


def table(law: Law, t: Time, *x: Points, names: tuple[str, ...] = weights.PREDICTIONS) -> Array:
    return np.array([[weights.weight(law.ar, law.path, t, p, q) for q in names] for p in names])


claim = Claim(
    id="FX-38",
    source="Salimans and Ho 2022; Kingma and Gao 2023",
    says="Losses on data, noise, velocity, v and score (source N(m, I)) differ by factors of t alone, on every path.",
    latex=r"|p-\hat p|^2=(f_p/f_q)^2|q-\hat q|^2,\quad f=(a^2,\,-ab,\,a(ab'-a'b),\,-a(a^2+b^2),\,b)",
    formula=table,
    tests=identity(what_is_left, REGIMES, timed((symbolic_pair(1),))) + identity(between_models, MODELS),
    near_misses={
        "turned round": transposed(table),
        "v taken for the velocity": partial(table, names=("data", "noise", "v", "velocity", "score")),
        "off by 1e-9": off(table),
    },
    note="Straight paths: |v - v^|^2 = (1 + SNR^1/2)^2 |x1 - x1^|^2; variance preserving v: SNR + 1; noise: SNR.",
)
