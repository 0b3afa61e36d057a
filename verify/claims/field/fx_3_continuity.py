"""The continuity equation."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals.wrong import off


def transport(mix: Law, t: Time, x: Points) -> Array:
    v, s = mixture.drift(mix, t, x), mixture.score(mix, t, x)
    return -mixture.divergence(mix, t, x) - mix.ar.einsum("...i,...i->...", v, s)


def without_transport(mix: Law, t: Time, x: Points) -> Array:
    return -mixture.divergence(mix, t, x)


def without_correction(mix: Law, t: Time, x: Points) -> Array:
    """The divergence of the blend, responsibilities held fixed."""
    gap = mixture.jacobian(mix, t, x) - mixture.blend(mix, t, x)
    return transport(mix, t, x) + mix.ar.einsum("...ii->...", gap)


claim = Claim(
    id="FX-3",
    source="Lipman et al. 2023, flow matching",
    says="The velocity carries the densities: at a fixed point log p changes by minus the divergence minus v times the score.",
    latex=r"\partial_t\log p_t=-\nabla\cdot v-v\cdot\nabla\log p_t",
    formula=transport,
    tests=derivative(mixture.log_density, MIXTURES, SYMBOLIC_MIXTURES, along="t"),
    near_misses={
        "divergence alone": without_transport,
        "correction term forgotten": without_correction,
        "off by 1e-9": off(transport),
    },
)
