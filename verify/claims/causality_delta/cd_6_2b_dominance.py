"""Section 6.2: why the two Jacobians agree near t = 1."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, limit
from verify.regimes import ANISOTROPIC, NON_COMMUTING, when
from verify.regimes.manifolds import FREE_NET
from verify.routes import conditional

REGIMES = when((ANISOTROPIC, NON_COMMUTING), lambda t: t == 1)


def largest(mix: Law, t: Time, x: Points) -> Array:
    return np.max(mixture.responsibilities(mix, t, x), axis=-1)


def of_data(mix: Law, t: Time, x: Points) -> Array:
    """The largest posterior probability of a component of the data, given x1 = x."""
    return np.max(conditional.responsibilities(mix, t, x), axis=-1)


claim = Claim(
    id="CD-6.2b",
    source="Causality-Delta, 6.2, after Table 4, 'as time passes', read as the cause",
    says="As time passes one component dominates: the largest responsibility tends to 1, and so the flow becomes linear.",
    latex=r"\max_k\gamma_k(x,t)\rightarrow 1\quad(t\rightarrow 1)",
    formula=lambda mix, t, x: mix.ar.array(1),
    tests=limit(largest, REGIMES),
    right_where=limit(largest, (FREE_NET,)),
    repairs={"the posterior of the data": of_data},
    expect=Outcome.REFUTED,
    amended="CD-6.2b-amended",
    note="On the published instance the mean of the largest responsibility at t = 0.99 is 0.742, while the gap is 0.002.",
)
