"""What CD-4.5 should say: a unit perturbation keeps the covariance of x_t itself."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, NearMiss, equation, identity
from verify.claims.causality_delta.cd_4_5_perturbation import as_printed, covariance, residual
from verify.regimes import LINEAR, timed
from verify.residuals.wrong import off, reversed_time
from verify.routes.conditional import drift

REGIMES = timed(LINEAR)


def variational(formula: Formula) -> tuple[Formula, Formula]:
    """Q' = A Q + Q A^T with A the Jacobian of the drift, from Delta x' = A Delta x."""

    def rate(pair: Law, t: Time) -> Array:
        unit = pair.ar.eye(len(pair.m0))
        AQ = (drift(pair, t, unit) - drift(pair, t, 0 * unit)).T @ formula(pair, t)
        return AQ + AQ.T

    return formula, rate


claim = Claim(
    id="CD-4.5a",
    source="derived here (not in the paper); amends Causality-Delta, 4.2, after Table 1",
    says="From a standard source, a unit perturbation carried along the flow has the covariance of x_t itself.",
    latex=r"\mathrm{Cov}(\Delta x_t)=\Phi_t\Phi_t^T=(1-t)^2I+t^2\Sigma,\quad\Delta\dot{x}_t=A(t)\Delta x_t",
    formula=covariance,
    tests=(*identity(residual, REGIMES), *equation(variational, REGIMES, kinds=("rate", "autodiff"))),
    near_misses={  # any multiple solves a linear equation
        "A A^T": as_printed,
        "time reversed": reversed_time(covariance),
        "off by 1e-9": NearMiss(off(covariance), ("rate", "autodiff")),
    },
)
