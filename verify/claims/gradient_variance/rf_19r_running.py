"""The least loss of correlated ends on a line, up to time t."""

from analytic import floors, gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Function, NearMiss, Residual, Test, equation
from verify.regimes import timed
from verify.regimes.couplings import CORRELATED_LINES, line_parameters, symbolic_line_pair
from verify.residuals.wrong import off
from verify.routes.time_integrals import leftover, over_time

LINES, BLIND = timed(CORRELATED_LINES), ("symbols", "rate", "autodiff", "differences")
left: Function = lambda f: (f, lambda pair, t: gaussian.residual_covariance(pair, t)[0, 0])  # noqa: E731
by_quadrature: Residual = lambda f, case: case.value(f) - over_time(leftover(case.law), 0, case.t[()])  # noqa: E731


def running(pair: Law, t: Time) -> Array:
    return floors.running_floor(pair.ar, *line_parameters(pair), t)


def from_elsewhere(pair: Law, t: Time) -> Array:
    """c forgotten in the argument."""
    s0, s1, c = line_parameters(pair)
    return floors.running_floor(pair.ar, s0, s1, 0 * c, t)


claim = Claim(
    id="RF-19r",
    source="derived here, for Gradient Variance, the continuum of couplings",
    says="What is left of the loss up to time t grows like a difference of two angles.",
    latex=r"\int_0^t\mathrm{Var}=w(\arctan\frac{t(s_0^2+s_1^2-2c)-k}{w}+\arctan\frac{k}{w}),\quad k=s_0^2-c,\ w^2=s_0^2s_1^2-c^2",
    formula=running,
    tests=(*equation(left, LINES, (symbolic_line_pair(),)), Test("balls", by_quadrature, LINES)),
    near_misses={
        "correlation forgotten": from_elsewhere,
        "from t = 1 on": NearMiss(lambda pair, t: running(pair, t) - running(pair, 1), BLIND),
        "off by 1e-9": off(running),
    },
)
