"""Independent ends have the same terminal exponents."""

from fractions import Fraction as F

from analytic import sphere
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes.manifolds import ON_SPHERES
from verify.residuals.transport import everywhere, normal, tangents
from verify.residuals.wrong import off, scaled


def rescaled(law: Law, t: Time, x: Points) -> Array:
    return (1 - t) * sphere.jacobian(law, t, x)


claim = Claim(
    id="PX-9t",
    source="derived here; Proximal Operators, Theorem 4.4, compared with independent ends",
    says="With independent ends (1 - t) Dv on a sphere tends to the same limit, so normal hyperbolicity does not mark OT-CFM.",
    latex=r"\lim_{t\to1}(1-t)Dv_t(x)=-nn^T,\quad |x|=r",
    formula=normal,
    tests=limit(rescaled, ON_SPHERES),
    near_misses={
        "contraction everywhere": everywhere,
        "neutral along the normals": tangents,
        "exponent -2": scaled(normal, F(2)),
        "off by 1e-9": off(normal),
    },
    note="What optimal transport adds: the normal value is -1 at all times (PX-6n), and there is an upper bound (PX-10).",
)
