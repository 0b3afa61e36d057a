"""Euler-Maruyama taken to keep the law at each time, since its equation does."""

from fractions import Fraction as F
from functools import partial

from analytic import chains, gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.steps import widened
from verify.residuals.flows import covariance


def after(pair: Law, t: Time, chosen: bool = False) -> Array:
    """The variance after one step to (2 t + 1)/3 with e = 1/2; or with the e of this law and time, D + sqrt(S Var[x1 - x0])."""
    _, _, S, D = gaussian.moments(pair, t)
    e = (D + pair.ar.sqrt(S * (pair.S0 + pair.S1)))[0, 0] if chosen else 1 / pair.ar.array(2)
    M, _, V = chains.affine_step(pair, e, t, (2 * t + 1) / 3)
    return M @ S @ M.T + V


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - covariance(case.law, case.ar.array((2 * case.t + 1) / 3))


claim = Claim(
    id="FX-35b",
    source="converse of FX-35; FX-35m has what is missed",
    says="With the exact velocity and score Euler-Maruyama keeps the law of x_t, whatever the length of its steps.",
    latex=r"M^2S_t+2\varepsilon h=S_s",
    formula=after,
    tests=identity(residual, (widened(1, F(0), F(1, 2)), widened(4, F(1, 4)))),
    right_where=identity(residual, (widened(F(5, 4), F(0)),)),
    repairs={"the e whose step keeps this variance": partial(after, chosen=True)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-35m",
)
