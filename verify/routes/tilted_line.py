"""Means under p^(1 - w) p(.|c)^w of a mixture on a line, given its noised x_t, by quadrature in balls, tails included.

w a whole number >= 0, c one component. p >= w_c p(.|c), so that p^(1 - w) p(.|c)^w <= w_c^(1 - w) p(.|c) for w >= 1: it is bounded,
and what multiplies it is normal in y with mean (x - a m0)/b and standard deviation a sqrt(S0)/b.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import acb, arb

from analytic.arithmetic import Array, Law, Points, Time
from verify.routes import normal_tail
from verify.routes.time_integrals import TOLERANCE

Seen = Callable[[Any], Any]


def score(law: Law, t: Time, x: Points) -> Array:
    """grad log of the density of x_t = a x0 + b x1, x1 of the tilted law: -E[x - a m0 - b x1 | x_t = x]/(a^2 S0), (n, 1)."""
    a, b, _, _ = law.mix.path(law.ar, t[()])
    m0, s0 = law.mix.m0[0], law.mix.S0[0, 0]
    return np.array([[(b * mean(law, t, p, lambda y: y) - p + a * m0) / (a * a * s0)] for p in x[:, 0]])


def score_at_the_end(law: Law, t: Time, x: Points) -> Array:
    """E[(1 - w) s(x1) + w s_c(x1) | x_t = x]/b, s the scores at t = 1: the same, (n, 1)."""
    _, b, _, _ = law.mix.path(law.ar, t[()])

    densities = _parts(law)

    def blend(y: Any) -> Any:
        parts = densities(y)
        slopes = [(m - y) / c for m, c in zip(law.mix.m[:, 0], law.mix.C[:, 0, 0], strict=True)]
        return (1 - law.w) * sum(p * s for p, s in zip(parts, slopes, strict=True)) / sum(parts) + law.w * slopes[law.k]

    return np.array([[mean(law, t, p, blend) / b] for p in x[:, 0]])


def mean(law: Law, t: Time, p: Any, f: Seen) -> Any:
    """E[f(x1) | x_t = p] for |f(y)| <= L (1 + |y|), L = (2 w + 1) max_k (1 + |m_k|)/C_k + 1, a ball."""
    a, b, _, _ = law.mix.path(law.ar, t[()])
    centre, spread = (p - a * law.mix.m0[0]) / b, a * law.mix.S0[0, 0].sqrt() / b
    R = normal_tail.reach(2)
    largest = max(((1 + abs(m)) / c for m, c in zip(law.mix.m[:, 0], law.mix.C[:, 0, 0], strict=True)), key=float)
    L = ((2 * law.w + 1) * largest + 1) * (1 + abs(centre) + spread)  # |f| <= L |z| for |z| >= 1
    top, densities = _top(law), _parts(law)
    tail = 2 * top * L * (-(arb(R) ** 2) / 2).exp() * arb(0, 1)

    def over(g: Seen) -> Any:
        def at(z: Any, _: Any) -> Any:
            parts = densities(y := centre + spread * z)
            tilt = sum(parts) ** (1 - law.w) * (parts[law.k] / law.mix.w[law.k]) ** law.w
            return g(y) * tilt * (-z * z / 2).exp()

        return acb.integral(at, -R, R, rel_tol=TOLERANCE, abs_tol=TOLERANCE * top).real + tail

    return over(f) / over(lambda y: acb(1))


def _top(law: Law) -> arb:
    """A bound of the tilted density, before it is normalised."""
    w, C = law.mix.w, law.mix.C[:, 0, 0]
    tops = [1 / (2 * arb.pi() * c).sqrt() for c in C]
    return sum((v * top for v, top in zip(w, tops, strict=True)), arb(0)) if law.w == 0 else w[law.k] ** (1 - law.w) * tops[law.k]


def _parts(law: Law) -> Callable[[Any], list[Any]]:
    """w_k N(y; m_k, C_k) as functions of y."""
    w, m, C = law.mix.w, law.mix.m[:, 0], law.mix.C[:, 0, 0]
    known = [(v / (2 * arb.pi() * c).sqrt(), n, -1 / (2 * c)) for v, n, c in zip(w, m, C, strict=True)]
    return lambda y: [top * ((y - n) * (y - n) * rate).exp() for top, n, rate in known]
