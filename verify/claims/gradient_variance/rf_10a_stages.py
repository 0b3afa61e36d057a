"""Which steps meet the crossing at t = 1/2."""

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Function, Test
from verify.regimes.crossings import reflection_steps

EVERY = tuple(map(reflection_steps, (*range(1, 13), 51, 100)))


def nearest(law: Law, t: Time, x: Points) -> Array:
    """The least |t - 1/2| at which the field is asked for, by Euler's method and by the classical one of order 4."""
    return law.ar.array([0 if law.N % 2 == 0 else 1, 0]) / (2 * law.N)


def residual(formula: Formula, case: Case) -> Array:
    asked = []
    for method in (crossing.euler, crossing.runge_kutta):
        times: list[Time] = []
        note: Function = lambda t, x, times=times: times.append(t) or 0 * x  # noqa: E731
        method(note, case.ar, case.law.N, case.x)
        asked.append(min(abs(2 * t - 1) / 2 for t in times))
    return (case.ar.array(asked) - case.value(formula))[None]


claim = Claim(
    id="RF-10a",
    source="derived here; Gradient Variance, first counterexample, x1 = 5 - x0",
    says="Euler's method meets the crossing for every even number of steps, Runge-Kutta of order 4 for every number.",
    latex=r"\min|t-\frac{1}{2}|=0\ (\mathrm{RK4}),\quad\frac{1}{2N}\ (\mathrm{Euler},\ N\ \mathrm{odd})",
    formula=nearest,
    tests=(Test("balls", residual, EVERY),),
    near_misses={
        "even N only": lambda law, t, x: law.ar.array([law.N % 2] * 2) / (2 * law.N),
        "no step meets it": lambda law, t, x: law.ar.array([1, 1]) / (2 * law.N),
    },
    note="For every N: 2 k = N, and 2 k + 1 = N for a middle stage. The suite `memorisation` measures what floats make of it.",
)
