"""The rate of the log density at a point, from the score and its slopes: no velocity is asked for."""

from analytic import likelihood, mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Claim, derivative
from verify.regimes import ANISOTROPIC, SINGULAR, THREE_D, along, symbolic_mixture, when
from verify.residuals.wrong import off, plus, standard_source

PLAIN, FLAT, SPACE = (when((r,), lambda t: 0 < t < 4 / 5) for r in (ANISOTROPIC, SINGULAR, THREE_D))
REGIMES = (*SPACE, *along(PLAIN, trigonometric), *along(FLAT, variance_preserving))
rate = likelihood.density_rate_by_score


def unweighed(mix: Law, t: Time, x: Points) -> Array:
    """(b'/b - 1) x.s: what is missing where x.s has no rate before it."""
    _, b, _, db = mix.path(mix.ar, t)
    return (db / b - 1) * mix.ar.einsum("...i,...i->...", x, mixture.score(mix, t, x))


def by_means(mix: Law, t: Time, x: Points) -> Array:
    """As if |s|^2 were -div s, as it is on average."""
    _, b, _, db = mix.path(mix.ar, t)
    return -db / b * (x.shape[-1] + mix.ar.einsum("...i,...i->...", x, mixture.score(mix, t, x)))


claim = Claim(
    id="FX-39r",
    source="Song et al. 2021; Lai et al. 2023, the score's Fokker-Planck equation; any Gaussian source and path here",
    says="At a fixed point the log density moves at a rate that the score and its slopes tell, on every path.",
    latex=r"\partial_t\log p_t=-\frac{b'}{b}(d+x\cdot s)-(a'-a\frac{b'}{b})(m_0\cdot s-a\,\mathrm{tr}(S_0Ds)-a\,s\cdot S_0s)",
    formula=rate,
    tests=derivative(mixture.log_density, REGIMES, (symbolic_mixture(1, 2),), along="t", kinds=("rate",)),
    near_misses={
        "no rate before x.s": plus(rate, unweighed),
        "|s|^2 taken for -div s": by_means,
        "source taken for N(0, I)": standard_source(rate),
        "off by 1e-9": off(rate),
    },
)
