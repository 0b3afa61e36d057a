"""Log-concave data that are no mixture: the density exp(-x^2/2 - x^4), up to a factor."""

from fractions import Fraction as F

import numpy as np
from flint import acb, arb, ctx

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, bounded
from verify.regimes.log_concave import QUARTIC


def slope(law: Law, t: Time, x: Points) -> Array:
    """phi(z)/q(x) where the flow arrives at x from z, Phi(z) = F(x): on a line every flow keeps quantiles (FX-5)."""
    edge, one = int((2 * ctx.prec) ** 0.25) + 2, arb(2) ** -(ctx.prec // 2)  # beyond the edge q < 2^-prec
    mass: Function = lambda lo, hi: acb.integral(lambda y, _: (-y * y / 2 - y**4).exp(), lo, hi).real  # noqa: E731
    whole, found = mass(-edge, edge) + arb(0, 1) * arb(2) ** (1 - ctx.prec), []
    for y in x[:, 0]:
        level, z = mass(0, y) / whole, arb(0)
        gap: Function = lambda z, level=level: level - (z / arb(2).sqrt()).erf() / 2  # noqa: E731
        phi: Function = lambda z: (-z * z / 2).exp() / (2 * arb.pi()).sqrt()  # noqa: E731
        for _ in range(30):  # Newton; then the distance to the root, phi being least at the far end
            z = (z + gap(z) / phi(z)).mid()
        far = abs(gap(z)) / phi(abs(z) + one)
        z = z + arb(0, 1) * (far if far < one else arb("inf"))
        found.append(phi(z) * whole / (-y * y / 2 - y**4).exp())
    return np.array(found, dtype=object)


claim = Claim(
    id="FX-26q",
    source="Caffarelli 2000; Daniels 2025 for flows",
    says="The flow from N(0, 1) to data of density exp(-x^2/2 - x^4), whose curvature is at least 1, has slope at most 1.",
    latex=r"\phi_1'\leq 1\ \mathrm{for}\ p_1\propto e^{-x^2/2-x^4}",
    formula=lambda law, t, x: law.ar.array(1),
    tests=bounded(slope, (QUARTIC,)),
    near_misses={"six tenths": lambda law, t, x: law.ar.array(F(3, 5))},
    note="The slope is largest at 0, 0.620.",
)
