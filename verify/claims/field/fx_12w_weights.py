"""Which of the data points x_t comes from."""

import numpy as np

from analytic import empirical
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.clouds import CLOUDS, SAMPLED_CLOUDS, as_mixture, cloud_draw, symbolic_cloud
from verify.residuals import equals
from verify.residuals.wrong import of_law, off
from verify.routes import conditional


def by_bayes(law: Law, t: Time, x: Points) -> Array:
    return conditional.responsibilities(as_mixture(law), t, x)


def forgotten(law: Law) -> dict[str, Array]:
    """The weights of the points taken for equal."""
    return {"p": 0 * law.p + law.ar.array(1) / len(law.p)}


claim = Claim(
    id="FX-12w",
    source="Bertrand et al. 2025; Gao and Li 2024",
    says="On finite data the velocity weighs each point by the probability that x_t comes from it.",
    latex=r"P(x_1=x_i|x_t=x)\propto p_i\,e^{-|x-tx_i|^2/(2(1-t)^2)}",
    formula=empirical.weights,
    tests=(
        *identity(equals(by_bayes), CLOUDS, (symbolic_cloud(1, 2), symbolic_cloud(2, 2))),
        *sampling(lambda d: np.eye(len(d.law.w))[d.k], SAMPLED_CLOUDS, 50_000, cloud_draw),
    ),
    near_misses={
        "weights of the points forgotten": NearMiss(of_law(empirical.weights, forgotten), ("symbols", "sampling")),
        "norms of the points forgotten": of_law(empirical.weights, lambda law: {"h": 0 * law.h}),
        "off by 1e-9": NearMiss(off(empirical.weights), ("sampling",)),
    },
)
