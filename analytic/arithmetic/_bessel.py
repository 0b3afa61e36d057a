"""The Bessel quotient g_nu = I_nu+1(k)/(k I_nu(k)) at k^2 = q with derivatives: g_nu = 1/(2 nu + 2 + q g_nu+1).

The recurrence runs downwards, where it is stable, from Amos' bound g_m = 1/(m + 1/2 + sqrt((m + 3/2)^2 + q)): each step
multiplies the relative error by less than (k/(m + sqrt(m^2 + k^2)))^2, 7 sqrt(k) steps by less than the rounding of float64.
"""

from fractions import Fraction
from itertools import pairwise
from typing import Any

STEPS = 10**5


def quotients(xp: Any, nu: Fraction, q: Any, largest: float) -> list[Any]:
    """g_nu, g_nu+1, g_nu+2 and g_nu+3 at q, elementwise; `largest` is a bound of q."""
    m = float(nu) + min(STEPS, 32 + int(7 * largest**0.25))
    g = [1 / (m + 0.5 + xp.sqrt((m + 1.5) ** 2 + q))]
    while m > nu:
        m -= 1
        g = [1 / (2 * m + 2 + q * g[0]), *g[:3]]
    return g


def with_derivatives(q: Any, g: list[Any]) -> Any:
    """g_nu with derivatives in q up to the third, from four values without any: dg_nu/dq = g_nu (g_nu+1 - g_nu)/2."""
    first = [a * (b - a) / 2 for a, b in pairwise(g)]
    second = [(d * (b - a) + a * (e - d)) / 2 for (a, b), (d, e) in zip(pairwise(g), pairwise(first), strict=False)]
    d, e = second
    third = (d * (g[1] - g[0]) + 2 * first[0] * (first[1] - first[0]) + g[0] * (e - d)) / 2
    h = q - q.detach()
    return g[0] + h * (first[0] + h * (second[0] / 2 + h * third / 6))
