"""Appendix B.3: the means of both ends given x_t and the component."""

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, Test, identity
from verify.regimes import MIXTURES, SAMPLED, SYMBOLIC_MIXTURES
from verify.residuals import equals, flows, wrong
from verify.routes.conditional import ends, stack


def reference(mix: Law, t: Time, x: Points) -> Array:
    return stack(mix.ar, list(ends(mix, t, x)[:2]))


def means(mix: Law, t: Time, x: Points) -> Array:
    """mu_0 + (1 - t) S0 S_k^-1 d_k and mu_k + t C_k S_k^-1 d_k, d_k = x - (1 - t) mu_0 - t mu_k, (..., K, 2 d)."""
    d = x[..., None, :] - (1 - t) * mix.m0 - t * mix.m
    y = mix.ar.solve((1 - t) ** 2 * mix.S0 + t**2 * mix.C, d)
    first = mix.m0 + (1 - t) * mix.ar.einsum("ij,...kj->...ki", mix.S0, y)
    return stack(mix.ar, [first, mix.m + t * mix.ar.einsum("kij,...kj->...ki", mix.C, y)])


claim = Claim(
    id="CD-B3",
    source="Causality-Delta, B.3",
    says="Given x_t and the component, both ends have means that are affine in x_t.",
    latex=r"\mathrm{E}[x_1|x_t,k]=\mu_k+t\Sigma_kS_k^{-1}\delta_k,\quad\mathrm{E}[x_0|x_t,k]=\mu_0+(1-t)\Sigma_0S_k^{-1}\delta_k",
    formula=means,
    tests=(
        *identity(equals(reference), MIXTURES, SYMBOLIC_MIXTURES),
        Test("sampling", flows.by_component(lambda draw: np.hstack([draw.x0, draw.x1])), SAMPLED, {"n": 20_000, "sides": True}),
    ),
    near_misses={
        "standard source": wrong.standard_source(means),
        "time reversed": wrong.reversed_time(means),
        "off by 1e-9": NearMiss(wrong.off(means), ("sampling",)),
    },
)
