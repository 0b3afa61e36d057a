"""The order of a leap."""

from functools import partial

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim
from verify.regimes.chains import BENT, TWO
from verify.regimes.families import falls


def error(regime: Law, law: Law, h: Time) -> Array:
    """p_t moved by one leap of length h, less p_t+h, at t = 1/4."""
    chain, t = regime.law(law.ar), law.ar.array(1) / 4
    moved = law.ar.einsum("x,xy->y", states.probabilities(chain, t), states.euler(chain, t, t + h))
    return moved - states.probabilities(chain, t + h)


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
