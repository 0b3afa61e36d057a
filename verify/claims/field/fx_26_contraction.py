"""Log-concave data: the flow map expands by no more than the data's least curvature allows."""

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, bounded
from verify.regimes.flows import LOG_CONCAVE


def slope(mix: Law, t: Time, x: Points) -> Array:
    return line.flow_jacobian(mix, 0, 1, x)[:, 0, 0]


def bound(mix: Law, t: Time, x: Points) -> Array:
    """1/sqrt(kappa), kappa = 1/s^2 - m^2/s^4 > 0 the least of -(log p_1)'', for modes +-m of width s, at x = 0."""
    m, v = mix.m[0, 0], mix.C[0, 0, 0]
    return 1 / mix.ar.sqrt(1 / v - m * m / (v * v))


claim = Claim(
    id="FX-26",
    source="Caffarelli 2000; Daniels 2025 for flows; on a line here, where the two maps are one",
    says="If -log p_1 has curvature at least kappa, the flow from N(0, 1) has slope at most 1/sqrt(kappa); sharp for Gaussians.",
    latex=r"-(\log p_1)''\geq\kappa\ \Rightarrow\ \phi_1'\leq\kappa^{-1/2}",
    formula=bound,
    tests=bounded(slope, LOG_CONCAVE),
    note="On a line; in the plane FX-26d.",
    near_misses={
        "curvature of one mode": lambda mix, t, x: mix.ar.sqrt(mix.C[0, 0, 0]),
        "1/kappa": lambda mix, t, x: bound(mix, t, x) ** 2,
        "standard deviation": lambda mix, t, x: bound(mix, t, x) * (1 - mix.m[0, 0] ** 2 / mix.C[0, 0, 0]) ** 2,
    },
)
