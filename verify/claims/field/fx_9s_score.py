"""The score of a stochastic interpolant."""

from analytic import interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.interpolants import INTERPOLANTS_INSIDE, stacked
from verify.residuals import equals
from verify.residuals.wrong import negated, off


def by_noise(law: Law, t: Time, x: Points) -> Array:
    """-E[z | x_t = x]/g from the stacked covariance of (x0, x1, z)."""
    mean, cov, at, _ = stacked(law, t)
    d, g = x.shape[-1], law.ar.sqrt(law.ar.array(law.noise(law.ar, t)[0]))
    gain = law.ar.solve(at @ cov @ at.T, (cov @ at.T)[2 * d :])
    return -(x - at @ mean) @ gain.T / g


claim = Claim(
    id="FX-9s",
    source="Albergo, Boffi and Vanden-Eijnden 2023",
    says="The score of a stochastic interpolant is minus the mean of its noise given x_t, divided by the noise level.",
    latex=r"\nabla\log p_t(x)=-E[z|x_t=x]/\gamma(t)",
    formula=interpolant.score,
    tests=(
        *identity(equals(by_noise), INTERPOLANTS_INSIDE),
        *sampling(lambda d: -d.z / d.noise[0], INTERPOLANTS_INSIDE[:2], 50_000),
    ),
    near_misses={
        "sign": negated(interpolant.score),
        "divided by the square": lambda law, t, x: (
            interpolant.score(law, t, x) / law.ar.sqrt(law.ar.array(law.noise(law.ar, t)[0]))
        ),
        "off by 1e-9": NearMiss(off(interpolant.score), ("sampling",)),
    },
)
