"""Shortcuts: one long step is two short ones."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.two_times import ENDING, SYMBOLIC
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import off

STEPS = 12  # of 1/12: two of them from t = 2/3 stay before the end


def double(law: Law, t: Time, x: Points, place: int = 1, time: int = 1, share: int = 2) -> Array:
    """Half the sum of it at x and at y = x + d u a step later."""
    d, u = law.ar.array(1) / STEPS, two_times.average_velocity(law, t + law.ar.array(1) / STEPS, t, x)
    return (u + two_times.average_velocity(law, t + time * d + d, t + time * d, x + place * d * u)) / share


def residual(formula: Formula, case: Case) -> Array:
    """Two steps from where the particle is that started at x, less where it is then."""
    law, d = case.law, case.ar.array(2) / STEPS
    y = flow_from_start(law, case.t, case.x)
    return y + d * formula(law, case.t, y) - flow_from_start(law, case.t + d, case.x)


claim = Claim(
    id="FX-34s",
    source="Frans et al. 2024, shortcut models",
    says="A shortcut over two steps is the mean of those over the first and, from where that lands, over the second.",
    latex=r"u_{2h}(t,x)=\frac{1}{2}\left(u_h(t,x)+u_h(t+h,x+h\,u_h(t,x))\right)",
    formula=double,
    tests=identity(residual, ENDING, SYMBOLIC),
    near_misses={
        "second step from x": lambda *at: double(*at, place=0),
        "second step at t": lambda *at: double(*at, time=0),
        "against the sign of time": lambda *at: double(*at, place=-1),
        "sum of both": lambda *at: double(*at, share=1),
        "off by 1e-9": off(double),
    },
)
