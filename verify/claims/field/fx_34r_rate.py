"""The average velocity as the time of the particle moves, at a fixed place."""

from analytic import two_times
from verify.claim import Claim, derivative
from verify.regimes.two_times import MOVING, SYMBOLIC
from verify.residuals.two_times import displaced_at, exchanged, from_each
from verify.residuals.wrong import negated, off

rate = from_each(two_times.average_velocity_rate)

claim = Claim(
    id="FX-34r",
    source="derived here; Geng et al. 2025 for u",
    says="At a fixed place the average velocity changes by the velocity carried by the flow to s, less the average, over t - s.",
    latex=r"\partial_tu(x;s,t)=\frac{(D\phi_{t\to s})v-u}{t-s}",
    formula=rate,
    tests=derivative(from_each(displaced_at), MOVING, SYMBOLIC, along="t", kinds=("rate",)),
    near_misses={
        "velocity not carried": from_each(two_times.total_derivative),
        "sign": negated(rate),
        "tangents exchanged": from_each(exchanged),
        "off by 1e-9": off(rate),
    },
)
