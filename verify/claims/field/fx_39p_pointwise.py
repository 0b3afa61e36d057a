"""The square of the score in the place of minus its divergence, at a point."""

from functools import partial

from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Outcome, Standing, Test, identity
from verify.regimes import ANISOTROPIC, PAIR, THREE_D, when
from verify.residuals.likelihoods import mean_divergence
from verify.routes import conditional

AT, ENDS = when((ANISOTROPIC, THREE_D), lambda t: 0 < t < 1), when((PAIR,), lambda t: 0 < t < 1)


def by_square(law: Law, t: Time, x: Points, point: bool = False) -> Array:
    """div f + |s|^2/2 for f = v + s/2, the forward drift of dX = f dt + dW; at a `point` div f - div s/2."""
    s, slope = closed_forms(law).score(law, t, x), law.ar.einsum("...ii->...", closed_forms(law).score_jacobian(law, t, x))
    forward = closed_forms(law).divergence(law, t, x) + slope / 2
    return forward - slope / 2 if point else forward + law.ar.einsum("...i,...i->...", s, s) / 2


def at_points(formula: Formula, case: Case) -> Array:
    """Less div v, from the spread of x1 given x_t."""
    return case.value(formula) - case.ar.einsum("nii->n", conditional.jacobian(case.law, case.t, case.x))


claim = Claim(
    id="FX-39p",
    source="converse of FX-39m",
    says="At each point e |s|^2 stands for -e div s in the divergence of the velocity, as it does on average; here e = 1/2.",
    latex=r"\nabla\cdot v=\nabla\cdot(v+\varepsilon s)+\varepsilon|s|^2",
    formula=by_square,
    tests=identity(at_points, AT),
    right_where=(Test("balls", mean_divergence, ENDS),),
    repairs={"-e div s": partial(by_square, point=True)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-39m",
)
