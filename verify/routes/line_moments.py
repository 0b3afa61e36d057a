"""E[(x1 - x0)^p | x_t = x] of a mixture on a line, by quadrature of its defining integral, in balls, tails included."""

from typing import Any

import numpy as np
from flint import acb, arb

from analytic.arithmetic import Array, Points, Time
from analytic.mixture import Mixture
from verify.routes import normal_tail


def drift_by_quadrature(mix: Mixture, t: Time, x: Points) -> Array:
    """E[x1 - x0 | x_t = x] on a line, in balls, (n, 1)."""
    return moment(mix, t, x, 1)[:, None]


def log_density_by_quadrature(mix: Mixture, t: Time, x: Points) -> Array:
    """The logarithm of the convolution of the two ends' densities on a line, in balls, (n,)."""
    return mix.ar.log(moment(mix, t, x, 0))


def moment(mix: Mixture, t: Time, x: Points, power: int) -> Array:
    """E[(x1 - x0)^p | x_t = x], p <= 2, in balls on a line: (n,) from t and x (n, 1); p = 0 gives the density of x_t.

    The integral runs over the end that x_t knows least of. Errors: ValueError off a line.
    """
    if len(mix.m0) != 1:
        raise ValueError(f"d = {len(mix.m0)}: these integrals are over a line, d = 1")
    a, b, _, _ = mix.path(mix.ar, t[()])
    by_source = bool(b >= a)  # the other end is then (x - near y)/far
    near, far = (a, b) if by_source else (b, a)
    ends = ((mix.w, mix.m[:, 0], mix.C[:, 0, 0]), (mix.w[:1] * 0 + 1, mix.m0, mix.S0[0]))
    free, bound = (ends[1], ends[0]) if by_source else ends
    sums = [[_integral(free, bound, near / far, p[0] / far, q, by_source) / far for p in x] for q in (0, power)]
    return np.array([m / z if power else z for z, m in zip(*sums, strict=True)], dtype=object)


def _integral(free: Any, bound: Any, slope: arb, start: arb, power: int, by_source: bool) -> arb:
    """The integral of (x1 - x0)^p free(y) bound(start - slope y) over all y; free and bound are (weights, means, variances)."""
    reach = normal_tail.reach(1)  # standard deviations
    total = arb(0)
    peak = sum((w / (2 * arb.pi() * c).sqrt() for w, c in zip(bound[0], bound[2], strict=True)), arb(0))
    for w, m, c in zip(*free, strict=True):
        s = c.sqrt()

        def f(z: Any, _: Any, m: arb = m, s: arb = s) -> Any:
            y = m + s * z
            other = start - slope * y
            gap = (1, y - other, (y - other) * (y - other))
            density = sum(
                v * (-(other - n) * (other - n) / (2 * e)).exp() / (2 * arb.pi() * e).sqrt() for v, n, e in zip(*bound, strict=True)
            )
            return gap[power] * density * (-z * z / 2).exp()

        inside = acb.integral(f, -reach, reach).real / (2 * arb.pi()).sqrt()
        size = abs(m - start + slope * m) + abs(s * (1 + slope))  # |x1 - x0| <= size |z| outside
        tail = 2 * peak * size**power * (reach + 1) * (-(arb(reach) ** 2) / 2).exp()
        total += w * (inside + arb(0, 1) * tail)
    return -total if by_source and power == 1 else total
