"""Isotropic Gaussian source: the velocity is a gradient."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes import ISOTROPIC, when
from verify.residuals.wrong import off, plus


def potential(mix: Law, t: Time, x: Points) -> Array:
    """|x - m0|^2/(2 t) + ((1 - t)/t) c log p_t(x), (..., 1), for the source N(m0, c I)."""
    e = x - mix.m0
    away = mix.ar.einsum("...i,...i->...", e, e) / 2
    return (away + (1 - t) * mix.S0[0, 0] * mixture.log_density(mix, t, x)) / t


def swirl(mix: Law, t: Time, x: Points) -> Array:
    """K x with an antisymmetric K: free of divergence, no gradient."""
    d = x.shape[-1]
    return mix.ar.einsum("ij,...j->...i", mix.ar.array([[j - i for j in range(d)] for i in range(d)]), x)


claim = Claim(
    id="FX-14",
    source="first-order Tweedie formula; Gaussian source",
    says="If the Gaussian source is isotropic, the velocity is the gradient of a potential, for every target.",
    latex=r"S_0=cI\ \Rightarrow\ v=\nabla\left(\frac{|x-m_0|^2}{2t}+\frac{1-t}{t}\,c\,\log p_t(x)\right)",
    formula=mixture.drift,
    tests=derivative(potential, when(ISOTROPIC, lambda t: t > 0)),
    near_misses={
        "with a swirl": plus(mixture.drift, swirl),
        "denoiser": mixture.denoiser,
        "off by 1e-9": off(mixture.drift),
    },
)
