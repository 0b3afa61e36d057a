"""The velocity of a stochastic interpolant."""

from analytic import interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.interpolants import INTERPOLANTS, ON_ANY_PATH, stacked
from verify.residuals import equals
from verify.residuals.wrong import off


def regression(law: Law, t: Time, x: Points) -> Array:
    """E[a'x0 + b'x1 + g'z | x_t = x] from the stacked covariance of (x0, x1, z)."""
    mean, cov, at, rate = stacked(law, t)
    gain = law.ar.solve(at @ cov @ at.T, rate @ cov @ at.T)
    return rate @ mean + (x - at @ mean) @ gain.T


def without_rate(law: Law, t: Time, x: Points) -> Array:
    """g' left out."""
    return interpolant.drift(interpolant.Interpolant(law.ar, law.pair, lambda ar, s: (law.noise(ar, s)[0], 0 * s)), t, x)


def without_noise(law: Law, t: Time, x: Points) -> Array:
    return interpolant.drift(interpolant.Interpolant(law.ar, law.pair, interpolant.constant(0)), t, x)


claim = Claim(
    id="FX-9",
    source="Albergo, Boffi and Vanden-Eijnden 2023; Tong et al. 2023 for the bridge",
    says="Between Gaussians the velocity of a stochastic interpolant is affine; the noise enters by its square and its rate.",
    latex=r"b(t,x)=E[\dot x_t|x_t=x]=m'+(D+\gamma\gamma'I)(S+\gamma^2I)^{-1}(x-m)",
    formula=interpolant.drift,
    tests=(*identity(equals(regression), ON_ANY_PATH), *sampling(lambda d: d.velocity, INTERPOLANTS[:2], 50_000)),
    near_misses={
        "rate of the noise left out": without_rate,
        "noise left out": without_noise,
        "off by 1e-9": NearMiss(off(interpolant.drift), ("sampling",)),
    },
)
