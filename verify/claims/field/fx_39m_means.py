"""The square of the score and minus its divergence have one mean: their difference is the divergence of a flux."""

from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, derivative
from verify.regimes import ANISOTROPIC, LINE, symbolic_mixture, when
from verify.residuals.wrong import off

REGIMES = when((ANISOTROPIC, LINE), lambda t: 0 < t < 1 / 2)


def flux(mix: Law, t: Time, x: Points) -> Array:
    """p s: the gradient of p, which vanishes far out."""
    return mix.ar.exp(mixture.log_density(mix, t, x))[..., None] * mixture.score(mix, t, x)


def gap(mix: Law, t: Time, x: Points, sign: int = 1, share: int = 2) -> Array:
    """p (s s^T + Ds), (n, d, d): its trace is p (|s|^2 + div s)."""
    s, p = mixture.score(mix, t, x), mix.ar.exp(mixture.log_density(mix, t, x))[..., None, None]
    return p * (share * s[..., :, None] * s[..., None, :] / 2 + sign * mixture.score_jacobian(mix, t, x))


claim = Claim(
    id="FX-39m",
    source="Hyvarinen 2005; Fisher's information",
    says="Over p_t the mean of s s^T is minus that of Ds: p times their sum is the slope of p s, which vanishes far out.",
    latex=r"p\,(ss^T+Ds)=D(p\,s)\ \Rightarrow\ E[ss^T]=-E[Ds],\quad E|s|^2=-E[\nabla\cdot s]",
    formula=gap,
    tests=derivative(flux, REGIMES, (symbolic_mixture(1, 2),), kinds=("rate", "differences")),
    near_misses={
        "difference": partial(gap, sign=-1),
        "half the square": partial(gap, share=1),
        "off by 1e-9": NearMiss(off(gap), ("differences",)),
    },
)
