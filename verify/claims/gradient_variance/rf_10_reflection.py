"""Euler's method on the singular field of x1 = 5 - x0, where all lines meet at t = 1/2."""

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Function, identity
from verify.regimes.crossings import reflection_steps
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    v: Function = lambda t, x: crossing.reflected_drift(case.law.field, t, x)  # noqa: E731
    return crossing.euler(v, case.ar, case.law.N, case.x) - case.value(formula)


def reflected(law: Law, t: Time, x: Points) -> Array:
    return law.field.h - x


claim = Claim(
    id="RF-10",
    source="Gradient Variance, first counterexample, x1 = 5 - x0",
    says="Euler's method with an odd number of steps reproduces the training pairs, though all their lines meet at one point.",
    latex=r"v=5-\frac{2(x-5t)}{1-2t},\ N\ \mathrm{odd}\Rightarrow x_N=5-x_0",
    formula=reflected,
    tests=identity(residual, tuple(map(reflection_steps, (1, 3, 11, 51)))),
    near_misses={
        "the optimal map": lambda law, t, x: law.field.h + x,
        "stuck at the crossing": lambda law, t, x: law.field.h / 2,
        "off by 1e-9": off(reflected),
    },
    note="Even N begins a step at t = 1/2, Runge-Kutta of order 4 has a stage there for every N: errors (RF-10a). Costs: RF-10c.",
)
