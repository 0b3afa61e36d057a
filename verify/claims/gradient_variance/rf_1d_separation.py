"""How near the lines of different pairs come: for a turn, M = I, by the cosine of half the angle."""

import numpy as np

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.couplings import HALF_TURN
from verify.regimes.crossings import EVERY_TURN, TURNS_BY
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """B^T B = |x_t - x_t'|^2/|x0 - x0'|^2 I: at t = 1/2 the formula, elsewhere larger by sin(a/2)^2 (2 t - 1)^2."""
    start, unit = (coupling.position(case.law, case.t, x) for x in (0 * case.x[:1], case.ar.eye(2)))
    more = (1 - case.law.T[0, 0]) / 2 * (2 * case.t - 1) * (2 * case.t - 1)
    B = unit - start
    return (B @ B.T - (case.value(formula) + more) * case.ar.eye(2))[None]


def least(law: Law, t: Time, x: Points) -> Array:
    """cos(a/2)^2."""
    return np.array((1 + law.T[0, 0]) / 2)


claim = Claim(
    id="RF-1d",
    source="derived here, for Gradient Variance, Lemma 1 with a rotation",
    says="Turned by an angle a, two lines come as near as cos(a/2) times the distance of their starts, at t = 1/2.",
    latex=r"\min_t\sigma_{min}(I+t\Theta_R)=|\cos(a/2)|\quad(M=I,\ d=2)",
    formula=least,
    tests=identity(residual, (*TURNS_BY, HALF_TURN), EVERY_TURN),
    near_misses={"cos a": lambda law, t, x: np.array(law.T[0, 0] * law.T[0, 0]), "off by 1e-9": off(least)},
)
