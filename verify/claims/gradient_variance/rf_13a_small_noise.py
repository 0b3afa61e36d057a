"""How far the flow turns under noise."""

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, distribution, flow, identity
from verify.claims.gradient_variance.rf_13_small_noise import unturned, velocity
from verify.regimes.couplings import TURNS, noisy_draw
from verify.residuals.flows import at_start
from verify.residuals.wrong import off


def straight(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) x + t R x: as without noise."""
    R = law.c * law.ar.eye(2) + law.s * law.ar.array([[0, -1], [1, 0]])
    return (1 - t) * x + t * law.ar.einsum("ij,...j->...i", R, x)


def squared(law: Law, t: Time, x: Points) -> Array:
    """S_t/S_0 for its root."""
    y = coupling.turned_flow(law, t, x)
    return y * law.ar.sqrt(law.ar.einsum("...i,...i->...", y, y) / law.ar.einsum("...i,...i->...", x, x))[..., None]


claim = Claim(
    id="RF-13a",
    source="derived here; amends Gradient Variance, abstract",
    says="Under noise the flow learned from x1 = x0 turned by a, x0 ~ N(0, I), turns by an angle of closed form: a without noise.",
    latex=r"\psi=\frac{2\sin a}{\sqrt{pq}}\arctan\frac{\sqrt{p/q}}{2},\quad p=2(1-\cos a),\ q=\frac{1+\cos a}{2}+\sigma^2",
    formula=coupling.turned_flow,
    tests=(*flow(velocity, TURNS), *identity(at_start, TURNS), *distribution(lambda d: d.xt, TURNS, 10_000, noisy_draw)),
    near_misses={
        "no turn": NearMiss(unturned, ("balls", "float64", "distribution")),
        "as without noise": NearMiss(straight, ("balls", "float64", "distribution")),
        "S_t/S_0 for its root": NearMiss(squared, ("balls", "float64")),
        "off by 1e-9": NearMiss(off(coupling.turned_flow), ("rate", "autodiff", "differences", "distribution")),
    },
    note="Constant or bridge noise; a turn leaves N(0, I) as it is, so distributions see the scale only.",
)
