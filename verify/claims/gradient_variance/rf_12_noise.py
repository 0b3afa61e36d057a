"""Noise breaks the bijection: what is then learned from x1 = 5 - x0."""

from analytic import crossing, gaussian
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import when
from verify.regimes.couplings import REFLECTIONS, noisy_draw
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def regression(law: Law, t: Time, x: Points) -> Array:
    """Constant noise e z added to both ends, x0 + e z and h - x0 + e z, leaves x1 - x0 as it is and x_t noisy."""
    ar, e2 = law.ar, law.e * law.e
    S = ar.array([[1 + e2]])
    return conditional.drift(gaussian.Pair(ar, ar.array([0]), S, law.h.reshape(1), S, ar.array([[e2 - 1]]), linear), t, x)


def twice_the_noise(law: Law, t: Time, x: Points) -> Array:
    return crossing.reflected_drift(crossing.Reflection(law.ar, law.h, 2 * law.e), t, x)


claim = Claim(
    id="RF-12",
    source="Gradient Variance, Remark 2",
    says="With any noise x_t no longer names its pair: the field learned from x1 = 5 - x0 is smooth, and its flow is optimal.",
    latex=r"E[x_1-x_0|x_t+\sigma z=x]=5-\frac{2(1-2t)(x-5t)}{(1-2t)^2+\sigma^2}",
    formula=crossing.reflected_drift,
    tests=(
        *identity(equals(regression), REFLECTIONS),
        *sampling(lambda d: d.x1 - d.x0, when(REFLECTIONS[:2], lambda t: 0 < t < 1), 50_000, noisy_draw),
    ),
    near_misses={
        "twice the noise": twice_the_noise,
        "off by 1e-9": NearMiss(off(crossing.reflected_drift), ("sampling",)),
    },
)
