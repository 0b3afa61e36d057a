"""Section 4.2: the gradient of the responsibilities."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes import MIXTURES, symbolic_mixture
from verify.residuals.wrong import negated, off, standard_source
from verify.routes.conditional import responsibilities


def without_mean(mix: Law, t: Time, x: Points) -> Array:
    """gamma_k S_k^-1 (m_k - x)."""
    r, s, _, _ = mixture.conditional(mix, t, x)
    return r[..., None] * s


def plain_mean(mix: Law, t: Time, x: Points) -> Array:
    """The average over components without their responsibilities."""
    r, s, _, _ = mixture.conditional(mix, t, x)
    return r[..., None] * (s - mix.ar.einsum("k,...ki->...i", mix.w, s)[..., None, :])


claim = Claim(
    id="CD-4.7",
    source="Causality-Delta, 4.2, after Eq. (4)",
    says="The gradient of gamma_k is gamma_k times the component's own score less the average score.",
    latex=r"\nabla\gamma_k=\gamma_k\left(S_k^{-1}(m_k-x)-\sum_j\gamma_j S_j^{-1}(m_j-x)\right)",
    formula=mixture.responsibility_gradients,
    tests=derivative(responsibilities, MIXTURES, (symbolic_mixture(1, 2), symbolic_mixture(1, 3)), kinds=("rate", "autodiff")),
    near_misses={
        "no average": without_mean,
        "average by prior weights": plain_mean,
        "sign": negated(mixture.responsibility_gradients),
        "standard source": standard_source(mixture.responsibility_gradients),
        "off by 1e-9": off(mixture.responsibility_gradients),
    },
)
