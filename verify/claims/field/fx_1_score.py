"""Velocity from score."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, SYMBOLIC_MIXTURES, when
from verify.residuals import equals
from verify.residuals.wrong import off, standard_source
from verify.routes import conditional


def from_score(mix: Law, t: Time, x: Points, sign: int = 1) -> Array:
    return (x - mix.m0 + sign * (1 - t) * mix.ar.einsum("ij,nj->ni", mix.S0, mixture.score(mix, t, x))) / t


def without_mean(mix: Law, t: Time, x: Points) -> Array:
    return from_score(mix, t, x) + mix.m0 / t


claim = Claim(
    id="FX-1",
    source="Albergo and Vanden-Eijnden 2023; Lipman et al. 2024, guide",
    says="With a Gaussian source the velocity is a linear function of x and the score, for every target.",
    latex=r"v(t,x)=\frac{x-m_0}{t}+\frac{1-t}{t}\,S_0\nabla\log p_t(x)",
    formula=from_score,
    tests=(
        *identity(equals(conditional.drift), when(MIXTURES, lambda t: t > 0), SYMBOLIC_MIXTURES),
        *sampling(lambda draw: draw.velocity, when(SAMPLED, lambda t: t > 0), 50_000),
    ),
    near_misses={
        "source taken for N(0, I)": standard_source(from_score),
        "sign of the score": lambda mix, t, x: from_score(mix, t, x, -1),
        "mean of the source forgotten": without_mean,
        "off by 1e-9": NearMiss(off(from_score), ("sampling",)),
    },
)
