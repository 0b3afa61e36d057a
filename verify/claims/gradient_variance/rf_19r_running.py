"""The least loss of correlated ends on a line, up to time t."""

from typing import Any

from analytic import floors, gaussian
from verify.claim import Claim, NearMiss, Test, equation
from verify.regimes.couplings import CORRELATED_LINES, line_parameters, symbolic_line_pair
from verify.residuals.wrong import off
from verify.routes.time_integrals import leftover, over_time

left: Any = lambda f: (f, lambda pair, t, x: gaussian.residual_covariance(pair, t)[..., 0] + 0 * x)  # noqa: E731
by_quadrature: Any = lambda f, case: f(case.law, case.t, case.x) - over_time(leftover(case.law), 0, case.t[()])  # noqa: E731


def running(pair: Any, t: Any, x: Any) -> Any:
    return floors.running_floor(pair.ar, *line_parameters(pair), t) + 0 * x


def from_elsewhere(pair: Any, t: Any, x: Any) -> Any:
    """c forgotten in the argument."""
    s0, s1, c = line_parameters(pair)
    return floors.running_floor(pair.ar, s0, s1, 0 * c, t) + 0 * x


claim = Claim(
    id="RF-19r",
    source="derived here, for Gradient Variance, the continuum of couplings",
    says="What is left of the loss up to time t grows like a difference of two angles.",
    latex=r"\int_0^t\mathrm{Var}=w(\arctan\frac{t(s_0^2+s_1^2-2c)-k}{w}+\arctan\frac{k}{w}),\quad k=s_0^2-c,\ w^2=s_0^2s_1^2-c^2",
    formula=running,
    tests=(*equation(left, CORRELATED_LINES, (symbolic_line_pair(),)), Test("balls", by_quadrature, CORRELATED_LINES)),
    near_misses={
        "correlation forgotten": from_elsewhere,
        "from t = 1 on": NearMiss(
            lambda pair, t, x: running(pair, t, x) - running(pair, 1, x), ("symbols", "rate", "autodiff", "differences")
        ),
        "off by 1e-9": off(running),
    },
)
