"""Where the variance peaks: said to be the end of time, t = 1 for forward and t = 0 for backward fields."""

import numpy as np

from analytic import floors, gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Function, Outcome, excess, identity
from verify.regimes.couplings import WIDTHS


def residual(formula: Formula, case: Case) -> Array:
    """With (s, V*) the formula: V(s) - V*, and what V(t) is above V*; V(t) = Var[x1 - x0 | x_t]."""
    V: Function = lambda t: gaussian.residual_covariance(case.law, t)[0, 0]  # noqa: E731
    peak, top = case.value(formula)
    over = V(case.t) - top
    return np.array([V(peak) - top, excess(over)])


def at_the_end(pair: Law, t: Time, x: Points) -> tuple[Array, Array]:
    return pair.ar.array(1), pair.S0[0, 0]


def inside(pair: Law, t: Time, x: Points) -> Array:
    ar = pair.ar
    return floors.peak(ar, *(ar.sqrt(ar.array(S[0, 0])) for S in (pair.S0, pair.S1)))


claim = Claim(
    id="RF-4",
    source="Gradient Variance, key results, found on CIFAR-10 and read here as a rule for all data",
    says="Gradient variance peaks at t = 1 for forward fields, and at t = 0 for backward ones, whatever the data.",
    latex=r"\max_t\mathrm{Var}(x_1-x_0|x_t)=\mathrm{Var}(x_1-x_0|x_{t=1})",
    formula=at_the_end,
    tests=identity(residual, WIDTHS),
    right_where=identity(lambda f, case: residual(f, case)[:1], WIDTHS),  # as the variance at the end
    repairs={"inside": inside},
    expect=Outcome.REFUTED,
    amended="RF-4a",
    note="Read as the variance of the loss per sample, Gaussian ends. The backward field has the same function of 1 - t.",
)
