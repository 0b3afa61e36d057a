"""Theorem 4.4: the terminal spectrum on a manifold."""

from fractions import Fraction as F

from verify.claim import Claim, limit
from verify.regimes.manifolds import SURFACES, at_one
from verify.residuals.transport import everywhere, normal, rescaled, tangents
from verify.residuals.wrong import off, scaled

claim = Claim(
    id="PX-6",
    source="Proximal Operators, Theorem 4.4",
    says="At the end of time (1 - t) Dv tends to -1 along the normals of the manifold and to 0 along its tangents.",
    latex=r"\lim_{t\to1}(1-t)Dv_t(x_t)=-nn^T",
    formula=normal,
    tests=limit(rescaled, at_one(SURFACES)),
    near_misses={
        "contraction everywhere": everywhere,
        "neutral along the normals": tangents,
        "exponent -2": scaled(normal, F(2)),
        "off by 1e-9": off(normal),
    },
    note="Needs DT(x0) of the rank of the manifold's dimension (almost everywhere, for a positive density on a smooth manifold). "
    "The finite-time exponent of a tangent of the circle is log(|x_t|/|x_0|)/tau, tau = -log(1 - t): it decays like 1/tau only.",
)
