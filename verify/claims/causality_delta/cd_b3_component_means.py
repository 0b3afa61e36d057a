"""Appendix B.3: the means of both ends given x_t and the component."""

from typing import Any

import numpy as np

from analytic import mixture
from verify.claim import Claim, NearMiss, Test, identity
from verify.oracles import against, ends, stack
from verify.regimes import MIXTURES, SAMPLED, symbolic_mixture
from verify.variants import off, reversed_time, standard_source


def means(mix: Any, t: Any, x: Any) -> Any:
    """mu_0 + (1 - t) S0 S_k^-1 d_k and mu_k + t C_k S_k^-1 d_k, d_k = x - (1 - t) mu_0 - t mu_k, (..., K, 2 d)."""
    d = x[..., None, :] - (1 - t) * mix.m0 - t * mix.m
    y = mix.ar.solve((1 - t) ** 2 * mix.S0 + t**2 * mix.C, d)
    first = mix.m0 + (1 - t) * mix.ar.einsum("ij,...kj->...ki", mix.S0, y)
    return stack(mix.ar, [first, mix.m + t * mix.ar.einsum("kij,...kj->...ki", mix.C, y)])


def drawn(formula: Any) -> Any:
    """E[1_k (x0, x1) | x_t] = gamma_k times the means given k."""
    picked = lambda draw: np.eye(len(draw.law.w))[draw.k][..., None]  # noqa: E731
    both = lambda draw: picked(draw) * np.concatenate([draw.x0, draw.x1], -1)[:, None]  # noqa: E731
    return both, lambda mix, t, x: mixture.responsibilities(mix, t, x)[..., None] * formula(mix, t, x)


claim = Claim(
    id="CD-B3",
    source="Causality-Delta, B.3",
    says="Given x_t and the component, both ends have means that are affine in x_t.",
    latex=r"\mathrm{E}[x_1|x_t,k]=\mu_k+t\Sigma_kS_k^{-1}\delta_k,\quad\mathrm{E}[x_0|x_t,k]=\mu_0+(1-t)\Sigma_0S_k^{-1}\delta_k",
    formula=means,
    tests=(
        *identity(
            against(lambda *at: stack(at[0].ar, list(ends(*at)[:2]))), MIXTURES, (symbolic_mixture(1, 2), symbolic_mixture(2, 1))
        ),
        Test("sampling", drawn, SAMPLED, {"n": 20_000, "sides": True}),
    ),
    near_misses={
        "standard source": standard_source(means),
        "time reversed": reversed_time(means),
        "off by 1e-9": NearMiss(off(means), ("sampling",)),
    },
)
