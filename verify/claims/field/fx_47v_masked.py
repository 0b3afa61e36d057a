"""The best velocity that sees what the graph shows."""

from functools import partial

import numpy as np

from analytic import causal_flows
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, identity
from verify.regimes import PAIR, PAIR_3D, PAIR_CORRELATED, timed
from verify.residuals.causes import sees_alone
from verify.residuals.flows import matrix
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = timed((PAIR, PAIR_3D, PAIR_CORRELATED))


def masked(law: Law, t: Time, back: int = 1) -> Array:
    """Each coordinate sees itself and the one `back` before it."""
    return causal_flows.masked_slope(law, t, np.eye(len(law.m0), k=-back, dtype=int))


def cut_out(law: Law, t: Time) -> Array:
    """The velocity of all coordinates, its unseen entries set to 0."""
    seen = np.eye(len(law.m0), dtype=int) + np.eye(len(law.m0), k=-1, dtype=int)
    return matrix(conditional.drift, law, t) * law.ar.array(seen)


claim = Claim(
    id="FX-47v",
    source="derived here; masks as in Javaloy et al. 2023",
    says="A velocity trained to see itself and its causes learns their regression, which is not the whole velocity cut down.",
    latex=r"v_i=E[x_t'^{\,i}\mid x_t^P],\quad A_{iP}=D_{iP}S_{PP}^{-1}",
    formula=masked,
    tests=identity(sees_alone, REGIMES),
    near_misses={"entries cut out": cut_out, "no causes seen": partial(masked, back=0), "off by 1e-9": off(masked)},
)
