"""The exponents of other schedules."""

import numpy as np

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, Test
from verify.regimes.manifolds import POWERS


def distances(law: Law, t: Time, x: Points) -> Array:
    """|phi_t(2 x0) - phi_t(x0)| along the normal, |phi_t(y0) - phi_t(x0)| for y0 = x0 turned by a right angle."""
    y = proximal.flow(law, t, x)
    turned = law.ar.array([-1, 1]) * x[..., ::-1]
    steps = np.stack([proximal.flow(law, t, 2 * x) - y, proximal.flow(law, t, turned) - y], axis=-2)
    return law.ar.sqrt((steps * steps).sum(-1))


def exponents(law: Law, t: Time, x: Points, change: Function = lambda g: g) -> Array:
    """g along the normal, 0 along the circle."""
    return law.ar.array([change(law.path.g), 0])


claim = Claim(
    id="PX-6c",
    source="derived here; Proximal Operators, Theorem 4.4, for other schedules",
    says="If a falls like (1 - t)^g, distances along the normals fall like (1 - t)^g: the exponent -1 belongs to the linear path.",
    latex=r"a_t\sim(1-t)^\gamma\Rightarrow|\phi_t(x_0+rn)-\phi_t(x_0)|\sim(1-t)^\gamma",
    formula=exponents,
    tests=(Test("order", distances, POWERS),),
    near_misses={
        "1 on every schedule": lambda law, t, x: exponents(law, t, x, lambda g: 1),
        "off by one": lambda law, t, x: exponents(law, t, x, lambda g: g + 1),
        "the other sign": lambda law, t, x: exponents(law, t, x, lambda g: -g),
        "contraction along the circle": lambda law, t, x: exponents(law, t, x) + law.ar.array([0, 1]),
    },
    note="g = 1/2, 1, 2, 3 on the circle.",
)
