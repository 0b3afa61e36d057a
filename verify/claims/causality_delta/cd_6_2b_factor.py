"""What CD-6.2b should say: the gap between blend and Jacobian carries the factor 1 - t."""

from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes import MIXTURES, symbolic_mixture, when
from verify.residuals.wrong import off, plus
from verify.routes import conditional

OPEN = when(MIXTURES, lambda t: t > 0)


def spread(mix: Law, t: Time, x: Points, share: int = 1) -> Array:
    """(1 - t)/t S0 Cov_gamma(s), s_k the score of component k at x."""
    r, s, _, _ = mixture.conditional(mix, t, x)
    away = s - mix.ar.einsum("...k,...ki->...i", r, s)[..., None, :]
    return (1 - t) ** share / t * mix.ar.einsum("il,...k,...kl,...kj->...ij", mix.S0, r, away, away)


claim = Claim(
    id="CD-6.2b-amended",
    source="derived here; amends Causality-Delta, 6.2, after Table 4",
    says="Jacobian and blend differ by (1 - t)/t S0 times a covariance of scores: at t = 1 not at all, whatever dominates.",
    latex=r"\nabla v-\sum_k\gamma_kA_k=\frac{1-t}{t}\,\Sigma_0\,\mathrm{Cov}_\gamma(s_k)",
    formula=plus(mixture.blend, spread),
    tests=derivative(conditional.drift, OPEN, (symbolic_mixture(1, 2),), kinds=("rate",)),
    near_misses={
        "no factor 1 - t": plus(mixture.blend, partial(spread, share=0)),
        "its square": plus(mixture.blend, partial(spread, share=2)),
        "off by 1e-9": off(plus(mixture.blend, spread)),
    },
    note="As t -> 0 the scores differ by O(t), so the gap is O(t) there: it vanishes at both ends (CD-4.9a for one covariance).",
)
