"""Euler's step taken for a chain on every schedule."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, identity, inequality
from verify.regimes.chains import BENT, THREE
from verify.residuals.chains import entries, lands


def euler(law: Law, t: Time) -> Array:
    """One step from t to 1."""
    return states.euler(law, t, 1)


claim = Claim(
    id="FX-43y",
    source="converse of FX-43x: Euler's step of the rates, as samplers take it",
    says="A step of Euler that does not pass t = 1 moves probabilities to probabilities, whatever the schedule.",
    latex=r"\delta_x(y)+hu(x,y)\geq0,\quad t+h\leq1",
    formula=euler,
    tests=inequality(entries, BENT[1:]),
    right_where=(*inequality(entries, (THREE, BENT[0])), *identity(lands(lambda t: 0 * t + 1), (THREE,))),
    repairs={"the whole chance of a jump": lambda law, t: states.step(law, t, 1)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-43x",
    note="Convex schedules have h k'/(1 - k) <= 1; on the linear one a token's step is exact. k = 1 - (1 - t)^2 is concave.",
)
