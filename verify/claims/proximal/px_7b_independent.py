"""Finitely many atoms with independent ends: neutrality is transient."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes.manifolds import FREE_NET
from verify.residuals.transport import everywhere, normal, tangents
from verify.residuals.wrong import halved, off
from verify.routes import conditional


def rescaled(law: Law, t: Time, x: Points) -> Array:
    return (1 - t) * conditional.jacobian(law, t, x)


claim = Claim(
    id="PX-7b",
    source="derived here; exact minimiser of the empirical loss",
    says="With independent ends too, the exact field of finitely many data contracts every direction as t tends to 1.",
    latex=r"\lim_{t\to1}(1-t)Dv_t(x)=-I",
    formula=everywhere,
    tests=limit(rescaled, (FREE_NET,)),
    near_misses={
        "neutral along the circle": normal,
        "neutral along the normal": tangents,
        "half": halved(everywhere),
        "off by 1e-9": off(everywhere),
    },
    note="64 equally spaced points of a circle: tangential mean 0.11 at t = 0.9, -1 at t = 0.99; for the population it tends to 0.",
)
