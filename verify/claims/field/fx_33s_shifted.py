"""The velocity at a shifted time."""

from dataclasses import replace

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear, shifted
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, along
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def moved(mix: Law, t: Time, x: Points, A: int = 3, rate: bool = True) -> Array:
    """tau' v(tau, x), tau = t/(A - (A - 1) t), tau' = A/(A - (A - 1) t)^2: for A = 3 the shift of 3."""
    below = A - (A - 1) * t
    return (A / below**2 if rate else 1) * mixture.drift(replace(mix, path=linear), t / below, x)


claim = Claim(
    id="FX-33s",
    source="Esser et al. 2024, the shift of the time for large images, with time reversed",
    says="At a shifted time the velocity is that of the linear path there, times the rate of the shift.",
    latex=r"v^{shift}(t,x)=\tau'(t)\,v(\tau(t),x),\quad 1-\tau=\frac{A(1-t)}{1+(A-1)(1-t)}",
    formula=moved,
    tests=(
        *identity(equals(conditional.drift), along(MIXTURES, shifted)),
        *sampling(lambda draw: draw.velocity, along(SAMPLED, shifted), 50_000),
    ),
    near_misses={
        "the rate left out": lambda mix, t, x: moved(mix, t, x, 3, False),
        "shifted twice": lambda mix, t, x: moved(mix, t, x, 9),
        "off by 1e-9": NearMiss(off(moved), ("sampling",)),
    },
)
