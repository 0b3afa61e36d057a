"""The law of x_t/t spreads by the heat equation."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, derivative
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES, when
from verify.residuals.wrong import off, standard_source

OPEN = when(MIXTURES, lambda t: t > 0)


def log_q(mix: Law, t: Time, y: Array) -> Array:
    """The log density of y = x_t/t: log p_t(t y) + d log t."""
    return mixture.log_density(mix, t, t * y) + y.shape[-1] * mix.ar.log(t)


def heat(mix: Law, t: Time, y: Array, half: int = 2, shift: int = 1) -> Array:
    """(s^2)'/2 (tr S0 H + g S0 g) - s' m0 g for s = (1 - t)/t; g, H the first and second derivative of log q."""
    ar, s, ds = mix.ar, (1 - t) / t, -1 / (t * t)
    g, H = t * mixture.score(mix, t, t * y), t * t * mixture.score_jacobian(mix, t, t * y)
    spread = ar.einsum("ij,...ij->...", mix.S0, H) + ar.einsum("...i,ij,...j->...", g, mix.S0, g)
    return 2 * s * ds / half * spread - shift * ds * ar.einsum("i,...i->...", mix.m0, g)


claim = Claim(
    id="FX-27",
    source="x_t/t = x1 + s x0, s = (1 - t)/t; score-based models with exploding variance",
    says="The density of x_t/t solves the heat equation in the variance of the noise; for a source N(m0, S0), along S0.",
    latex=r"\partial q/\partial(\sigma^2)=\frac{1}{2}\nabla\cdot S_0\nabla q,\quad\sigma=\frac{1-t}{t},\quad q(y)=t^dp_t(ty)",
    formula=heat,
    tests=derivative(log_q, OPEN, SYMBOLIC_MIXTURES, along="t", kinds=("rate", "differences")),
    near_misses={
        "no half": lambda mix, t, y: heat(mix, t, y, 1),
        "mean of the source forgotten": lambda mix, t, y: heat(mix, t, y, shift=0),
        "source taken for N(0, I)": standard_source(heat),
        "off by 1e-9": off(heat),
    },
)
