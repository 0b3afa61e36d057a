"""The velocity with one coordinate clamped to its line."""

from functools import partial

import numpy as np

from analytic import causal_flows
from analytic.arithmetic import Array, Law, Time
from analytic.path import trigonometric
from verify.claim import Claim, identity
from verify.regimes import PAIR, PAIR_3D, PAIR_CORRELATED, along, timed
from verify.residuals.causes import clamped_to_its_line
from verify.residuals.flows import matrix
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = timed((PAIR, PAIR_3D, PAIR_CORRELATED, *along((PAIR,), trigonometric)))


def clamped(law: Law, t: Time, k: int = 1) -> Array:
    return causal_flows.clamped_slope(law, t, k)


def at_its_start(law: Law, t: Time) -> Array:
    """As if the coordinate stayed at xi: (y, c) for x."""
    C = np.concatenate([matrix(conditional.drift, law, t), law.ar.eye(len(law.m0))[:, :1] * 0], axis=1)
    return np.concatenate([C[:1], 0 * C[:1], C[2:], 0 * C[:1]])


claim = Claim(
    id="FX-47e",
    source="derived here",
    says="With one coordinate on its line the velocity of the others is linear in them, in its start and in its end.",
    latex=r"\dot x_i=\sum_{j\neq k}A_{ij}x_j+A_{ik}(a\xi+bc)",
    formula=clamped,
    tests=identity(clamped_to_its_line, REGIMES),
    near_misses={"another coordinate": partial(clamped, k=0), "at its start": at_its_start, "off by 1e-9": off(clamped)},
)
