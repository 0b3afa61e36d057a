"""The covariance along a Schroedinger bridge."""

from analytic import bridge
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, identity
from verify.regimes import timed
from verify.regimes.bridges import BRIDGES, HALF_COST, INDEPENDENT, coupled
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import schroedinger


def noiseless(law: Law, t: Time) -> Array:
    return bridge.covariance(law, t) - t * (1 - t) * law.sigma * law.sigma * law.ar.eye(len(law.process.pair.m0))


def diffused(law: Law, t: Time) -> Array:
    """Noise sigma^2 t, as of a Brownian motion that is free at its end."""
    return noiseless(law, t) + t * law.sigma * law.sigma * law.ar.eye(len(law.process.pair.m0))


claim = Claim(
    id="FX-41a",
    source="Bunne et al. 2023",
    says="Along the bridge the covariance is that of a line between the coupled ends, plus the noise of a Brownian bridge.",
    latex=r"S_t=(1-t)^2S_0+t^2S_1+t(1-t)(X+X^T+\sigma^2I)",
    formula=bridge.covariance,
    tests=identity(equals(schroedinger.covariance), timed(BRIDGES)),
    near_misses={
        "no noise": noiseless,
        "noise of a free Brownian motion": diffused,
        HALF_COST: coupled(bridge.covariance, HALF_COST),
        INDEPENDENT: coupled(bridge.covariance, INDEPENDENT),
        "ends and time exchanged": lambda law, t: bridge.covariance(law, 1 - t),
        "off by 1e-9": off(bridge.covariance),
    },
)
