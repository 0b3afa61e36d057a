"""The Bessel quotient g_nu = I_nu+1(k)/(k I_nu(k)) at k^2 = q with derivatives: g_nu = 1/(2 nu + 2 + q g_nu+1).

The recurrence runs downwards, where it is stable, from Amos' bound g_m = 1/(m + 1/2 + sqrt((m + 3/2)^2 + q)): each step
multiplies the relative error by less than (k/(m + sqrt(m^2 + k^2)))^2, 7 sqrt(k) steps by less than the rounding of float64.
"""

from fractions import Fraction
from typing import Any

STEPS = 10**5


def quotient(xp: Any, nu: Fraction, q: Any, largest: float) -> Any:
    """g_nu(q), elementwise; `largest` is a bound of q."""
    m = float(nu) + min(STEPS, 32 + int(7 * largest**0.25))
    g = 1 / (m + 0.5 + xp.sqrt((m + 1.5) ** 2 + q))
    while m > nu:
        m -= 1
        g = 1 / (2 * m + 2 + q * g)
    return g
