"""The order of a leap."""

from functools import partial

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim
from verify.regimes.chains import BENT, TWO
from verify.regimes.families import falls
from verify.residuals.chains import misses


def error(regime: Law, law: Law, h: Time) -> Array:
    """p_t moved by one leap of length h, less p_t+h, at t = 1/4."""
    return misses(regime.law(law.ar), law.ar.array(1) / 4, h)


def second(law: Law, h: Time) -> Array:
    return law.ar.array(2)


claim = Claim(
    id="FX-43o",
    source="Campbell et al. 2022, tau-leaping",
    says="One leap of length h, of dependent tokens or on a schedule that bends, misses the law by a multiple of h^2.",
    latex=r"|p_tP_h-p_{t+h}|\sim Ch^2",
    formula=second,
    tests=(
        *falls(partial(error, TWO), "two tokens, smooth schedule, t = 1/4"),
        *falls(partial(error, BENT[0]), "three states, convex schedule, t = 1/4"),
    ),
    near_misses={"first order": lambda law, h: law.ar.array(1), "third order": lambda law, h: law.ar.array(3)},
)
