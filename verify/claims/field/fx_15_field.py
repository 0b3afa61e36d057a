"""What stands behind FX-15: the field at the centre of two equal components, and when its flow map is symmetric there."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.flows import CENTRED
from verify.residuals.wrong import off
from verify.routes import conditional


def at_centre(mix: Law, t: Time, x: Points) -> Array:
    """diag((t c - (1 - t) q)/s) + t (1 - t) (q m/s)(m/s)^T, s = (1 - t)^2 q + t^2 c, sources of covariance diag(q)."""
    q, c = mix.S0.diagonal(), mix.C[0].diagonal()
    s = (1 - t) ** 2 * q + t**2 * c
    a = mix.m[0] / s
    return (mix.ar.eye(len(s)) * ((t * c - (1 - t) * q) / s) + t * (1 - t) * (q * a)[:, None] * a)[None]


def separate(mix: Law, t: Time, x: Points) -> Array:
    """The two axes taken apart."""
    return at_centre(mix, t, x) * mix.ar.eye(2)


claim = Claim(
    id="FX-15a",
    source="derived here; amends FX-15",
    says="At the centre of two components at +-m the velocity's Jacobian is a diagonal plus a multiple of (q m/s)(m/s)^T.",
    latex=r"\nabla v(0)=\mathrm{diag}\frac{tc_i-(1-t)q_i}{s_i}+t(1-t)\frac{q_im_im_j}{s_is_j},\quad s_i=(1-t)^2q_i+t^2c_i",
    formula=at_centre,
    tests=derivative(conditional.drift, CENTRED, kinds=("rate", "differences")),
    near_misses={"axes apart": separate, "off by 1e-9": off(at_centre)},
    note="Symmetric at each time, but its eigenvectors turn unless m lies on an axis: only then is the end map a gradient there.",
)
