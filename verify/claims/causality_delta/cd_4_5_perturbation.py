"""Section 4.2: A(t) A(t)^T is not the covariance of a perturbation carried along the flow."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes import LINEAR, at_one_point, timed
from verify.regimes.flows import EQUAL_ENDS
from verify.residuals.flows import flow_from_start, matrix


def as_printed(pair: Law, t: Time) -> Array:
    return gaussian.slope(pair, t) @ gaussian.slope(pair, t).T


def covariance(pair: Law, t: Time) -> Array:
    """(1 - t)^2 S0 + t^2 S1, here S0 = I."""
    return gaussian.moments(pair, t)[2]


def residual(formula: Formula, case: Case) -> Array:
    """Less Phi Phi^T, Phi the matrix of the flow map: the covariance of phi_t(x + z) - phi_t(x), z ~ N(0, I)."""
    Phi = matrix(flow_from_start, case.law, case.t)
    return case.value(formula) - Phi @ Phi.T


claim = Claim(
    id="CD-4.5",
    source="Causality-Delta, 4.2, after Table 1",
    says="A unit perturbation of the source, carried along the flow, has the covariance A(t) A(t)^T.",
    latex=r"\mathrm{Cov}(\Delta x_t)=A(t)A(t)^T",
    formula=as_printed,
    tests=identity(residual, timed(LINEAR)),
    right_where=identity(residual, timed(at_one_point(EQUAL_ENDS))),
    repairs={"covariance of x_t": covariance},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-4.5a",
    note="A A^T is the covariance of the velocity A z. On a line with unit variances, u = (2 t - 1)^2, it is the true one where "
    "8 u = (1 + u)^3 only: u = 1 or sqrt(5) - 2, t = 0, 0.25707, 0.74293, 1; at t = 1/2 it is 0 instead of 1/2.",
)
