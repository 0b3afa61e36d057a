"""With noise the optimal field said to have the lower loss; at 120 degrees and noise 0.05 the two are 6 and 0.0363."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, bounded
from verify.regimes import once
from verify.regimes.couplings import TURNS


def pair_loss(law: Law, noise2: Array) -> Array:
    """Of the field that is exact without noise: 4 (1 - c) noise2 a/sin a."""
    return 4 * (1 - law.c) * noise2 * law.ar.acos(law.c) / law.s


def optimal_loss(law: Law) -> Array:
    """E|R x0 - x0|^2."""
    return 2 * ((law.c - 1) ** 2 + law.s**2)


def stated(law: Law) -> Array:
    return pair_loss(law, law.sigma * law.sigma)


def at_threshold(law: Law) -> Array:
    return pair_loss(law, law.s / law.ar.acos(law.c))


claim = Claim(
    id="RF-14",
    source="Gradient Variance, Fig. 4",
    says="With noise the optimal field has a lower loss than the field of the training pairs.",
    latex=r"E|v_{OT}(x_t)-(x_1-x_0)|^2\leq E|v_{pair}(x_t)-(x_1-x_0)|^2",
    formula=stated,
    tests=bounded(optimal_loss, once(TURNS[:3])),
    right_where=bounded(optimal_loss, once(TURNS[4:])),
    repairs={"with noise of variance sin(a)/a": at_threshold},
    expect=Outcome.REFUTED,
    amended="RF-14a",
)
