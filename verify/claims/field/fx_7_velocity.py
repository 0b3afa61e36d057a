"""Velocities of different schedules."""

from dataclasses import replace

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear, trigonometric, variance_preserving
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import INSIDE, MIXTURES, SAMPLED, along
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def rescaled(mix: Law, t: Time, x: Points, clock: int = 1) -> Array:
    a, b, da, db = mix.path(mix.ar, t)
    c, dc = a + b, da + db
    rate = (db * c - clock * b * dc) / c**2  # of the clock b/c
    return dc / c * x + c * rate * mixture.drift(replace(mix, path=linear), b / c, x / c)


claim = Claim(
    id="FX-7v",
    source="stochastic interpolants; schedule change for any coupling",
    says="The velocity of any schedule is that of the linear one at another time and scale, plus the velocity of the scale.",
    latex=r"v^{a,b}(t,x)=\frac{c'}{c}x+c\,\tau'\,v^{lin}(\tau,x/c),\quad c=a+b,\ \tau=b/c",
    formula=rescaled,
    tests=(
        *identity(equals(conditional.drift), (*along(MIXTURES, trigonometric), *along(INSIDE, variance_preserving))),
        *sampling(lambda draw: draw.velocity, along(SAMPLED, trigonometric), 50_000),
    ),
    near_misses={
        "linear velocity": lambda mix, t, x: mixture.drift(replace(mix, path=linear), t, x),
        "clock rate b'/c": lambda mix, t, x: rescaled(mix, t, x, 0),
        "off by 1e-9": NearMiss(off(rescaled), ("sampling",)),
    },
)
