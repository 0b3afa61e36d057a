"""The flow map on a line."""

from dataclasses import replace
from fractions import Fraction as F

from analytic.arithmetic import Array, Points, Time
from analytic.mixture import Mixture
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes import LINES, at_one_point
from verify.residuals.flows import flow_from_start, push_forward
from verify.residuals.wrong import off, reversed_time
from verify.routes import conditional

REGIMES = (replace(LINES[0], points=LINES[0].points[1:2]), *at_one_point(LINES[1:], F(1, 2)))


def matched(mix: Mixture, t: Time, x: Points) -> Array:
    """The affine map between Gaussians of the same means and variances."""
    mean = (mix.w[:, None] * mix.m).sum(0)
    spread = (mix.w * (mix.C[:, 0, 0] + (mix.m[:, 0] - mean) ** 2)).sum()
    scale = mix.ar.sqrt(((1 - t) ** 2 * mix.S0[0, 0] + t**2 * spread) / mix.S0[0, 0])
    return (1 - t) * mix.m0 + t * mean + scale * (x - mix.m0)


claim = Claim(
    id="FX-5",
    source="monotone rearrangement; flow of the conditional mean, d = 1",
    says="On a line the flow carries each quantile of the source to the same quantile of x_t.",
    latex=r"\phi_t=F_t^{-1}\circ F_0,\quad F_t(x)=P(x_t\leq x)",
    formula=flow_from_start,
    tests=(*flow(conditional.drift, REGIMES), *identity(push_forward, REGIMES)),
    near_misses={
        "moments matched": matched,
        "time reversed": reversed_time(flow_from_start),
        "off by 1e-9": NearMiss(off(flow_from_start), ("differences",)),
    },
    note="Needs a velocity that is locally Lipschitz: it fails for x1 = -x0, where all paths meet at t = 1/2.",
)
