"""Section 4.2, "endpoints", as limits in t: false at t = 1 for data on a line or another set of lower dimension."""

from fractions import Fraction as F
from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Regime, limit
from verify.claims.causality_delta.cd_4_11a_endpoints import FULL_RANK, ends

LAW = partial(partial, mixture.mixture, weights=[F(1, 3), F(2, 3)], mean0=[1, 2], cov0=[[1, 0], [0, 4]])
FLAT = Regime(
    "flat data",
    "d=2, K=2, data on the line x_2 = 1/3",
    LAW(means=[[2, F(1, 3)], [0, F(1, 3)]], covs=[[[1, 0], [0, 0]], [[2, 0], [0, 0]]]),
    (F(0), F(1)),
    ((F(3, 5), F(2, 5)), (-1, 2), (0, F(1, 3))),
)


def with_pole(mix: Law, t: Time, x: Points) -> Array:
    """Across a line x_2 = m that holds all data, the drift is (m - x_2)/(1 - t)."""
    flat = float(t) > 1 / 2 and x.shape[-1] == 2 and not mix.C[:, 1].any()
    across = mix.ar.eye(2)[1] if flat else 0 * x[0]
    return ends(mix, t, x) * (1 - across) + across * (mix.m[0] - x) / (1 - t)


claim = Claim(
    id="CD-4.11",
    source="Causality-Delta, 4.2, 'Endpoints'",
    says="As t tends to 0 the drift tends to the mean of the data less x, and as t tends to 1 to x less the mean of the source.",
    latex=r"v(x,0)=\sum_k\pi_k\mu_k-x,\quad v(x,1)=x-\mu_0",
    formula=ends,
    tests=limit(mixture.drift, (*FULL_RANK, FLAT)),
    right_where=limit(mixture.drift, FULL_RANK),
    repairs={"with a pole across flat data": with_pole},
    expect=Outcome.REFUTED,
    amended="CD-4.11a",
    note="On flat data the drift across the line has a pole at t = 1. At t = 1 itself the mean of x_1 - x_0 is as printed.",
)
