"""Eq. (2): the responsibilities, by Bayes' rule."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, symbolic_mixture
from verify.residuals import equals, wrong
from verify.routes.conditional import responsibilities


def without_volume(mix: Law, t: Time, x: Points) -> Array:
    a, b, _, _ = mix.path(mix.ar, t)
    r = mixture.responsibilities(mix, t, x) * mix.ar.exp(mix.ar.logdet(a * a * mix.S0 + b * b * mix.C) / 2)
    return r / r.sum(-1)[..., None]


def uniform(mix: Law, t: Time, x: Points) -> Array:
    r = mixture.responsibilities(mix, t, x) / mix.w
    return r / r.sum(-1)[..., None]


claim = Claim(
    id="CD-4.3b",
    source="Causality-Delta, 4.1.2 and B.3, Eq. (2)",
    says="The probability of component k given x_t is its weight times its density at x_t, divided by the sum over all components.",
    latex=r"\gamma_k=\frac{\pi_k N(x;m_k,S_k)}{\sum_l\pi_l N(x;m_l,S_l)}",
    formula=mixture.responsibilities,
    tests=identity(equals(responsibilities), MIXTURES, (symbolic_mixture(1, 2), symbolic_mixture(1, 3)))
    + sampling(lambda draw: np.eye(len(draw.law.w))[draw.k], SAMPLED),
    near_misses={
        "no determinants": without_volume,
        "equal weights": uniform,
        "standard source": wrong.standard_source(mixture.responsibilities),
        "off by 1e-9": NearMiss(wrong.off(mixture.responsibilities), ("sampling",)),
    },
    note="From densities instead of their logarithms: NaN in the published code at x = (-14, 0), t = 1/2.",
)
