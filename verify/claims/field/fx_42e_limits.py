"""The Sinkhorn divergence for small and for large weights of the entropy."""

import numpy as np

from analytic import brenier, entropic
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, limit
from verify.regimes.bridges import LINE_TRANSPORT, ONE_TRANSPORT
from verify.residuals.wrong import off


def of_weights(law: Law, h: Time) -> Array:
    """For the weights h, h beside half the cost, and 1/h."""
    ends, half = (law.ar, law.m0, law.S0, law.m1, law.S1), (False, True, False)
    return np.array([entropic.sinkhorn(entropic.entropic(*ends, *of)) for of in zip((h, h, 1 / h), half, strict=True)])


def limits(law: Law, h: Time, spread: int = 0) -> Array:
    """`spread`: as without debiasing."""
    jump = (law.m1 - law.m0) @ (law.m1 - law.m0)
    W2 = brenier.distance2(law)
    return np.array([W2, W2 / 2, jump + spread * np.trace(law.S0 + law.S1)])


claim = Claim(
    id="FX-42e",
    source="Genevay et al. 2018; Feydy et al. 2019",
    says="With the weight of the entropy the Sinkhorn divergence goes from the squared Wasserstein distance to that of the means.",
    latex=r"S_\varepsilon\to W_2^2\ (\varepsilon\to0),\qquad S_\varepsilon\to|m_0-m_1|^2\ (\varepsilon\to\infty)",
    formula=limits,
    tests=limit(of_weights, (*LINE_TRANSPORT, *ONE_TRANSPORT)),
    near_misses={
        "not debiased": lambda law, h: limits(law, h, 1),
        "the other way": lambda law, h: limits(law, h)[::-1],
        "half of it": lambda law, h: limits(law, h) / 2,
        "off by 1e-9": off(limits),
    },
)
