"""Shortcuts: one long step is two short ones."""

from functools import partial

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.two_times import ENDING, SYMBOLIC
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import off

STEPS = 12  # of 1/12: two of them from t = 2/3 stay before the end


def double(law: Law, t: Time, x: Points, place: int = 1, time: int = 1, share: int = 2) -> Array:
    d, u = law.ar.array(1) / STEPS, two_times.average_velocity(law, t + law.ar.array(1) / STEPS, t, x)
    return (u + two_times.average_velocity(law, t + time * d + d, t + time * d, x + place * d * u)) / share


def residual(formula: Formula, case: Case) -> Array:
    """Two steps from where the particle is that started at x, less where it is then."""
    y, d = flow_from_start(case.law, case.t, case.x), case.ar.array(2) / STEPS
    return y + d * formula(case.law, case.t, y) - flow_from_start(case.law, case.t + d, case.x)


claim = Claim(
    id="FX-34s",
    source="Frans et al. 2024, shortcut models",
    says="A shortcut over two steps is the mean of those over the first and, from where that lands, over the second.",
    latex=r"u_{2h}(t,x)=\frac{1}{2}\left(u_h(t,x)+u_h(t+h,x+h\,u_h(t,x))\right)",
    formula=double,
    tests=identity(residual, ENDING, SYMBOLIC),
    near_misses={
        "second step from x": partial(double, place=0),
        "second step at t": partial(double, time=0),
        "against the sign of time": partial(double, place=-1),
        "sum of both": partial(double, share=1),
        "off by 1e-9": off(double),
    },
)
