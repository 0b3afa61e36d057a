"""How fast a tangent becomes neutral."""

from fractions import Fraction as F

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Regime, bounded
from verify.regimes.families import Bare

STRETCHES = Regime("stretches", "k in [1/100, 1], t in [1/10, 99/100]", Bare, ((F(1, 10), F(99, 100)),), (((F(1, 100), F(1)),),))


def eigenvalue(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) times the eigenvalue of Dv; x is k."""
    return (1 - t) * proximal.eigenvalue(law.ar, t, x)


def bound(law: Law, t: Time, x: Points) -> Array:
    return (1 - t) / (t * x)


claim = Claim(
    id="PX-6b-amended",
    source="derived here; amends Proximal Operators, Theorem 4.4",
    says="Where T stretches by k <= 1 the tangential part of (1 - t) Dv is below (1 - t)/(t k): neutral once 1 - t is far below k.",
    latex=r"\left|\frac{(1-t)(k-1)}{1-t+tk}\right|<\frac{1-t}{t\,k}",
    formula=bound,
    tests=bounded(eigenvalue, boxes=(STRETCHES,)),
    near_misses={
        "whatever the stretch": lambda law, t, x: 10 * (1 - t),
        "k^(1/2) for k": lambda law, t, x: (1 - t) / (t * law.ar.sqrt(x)) / 2,
        "k for 1/k": lambda law, t, x: (1 - t) * x / t,
        "half of it": lambda law, t, x: (1 - t) / (2 * t * x),
    },
)
