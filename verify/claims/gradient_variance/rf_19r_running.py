"""The same, up to time t."""

from typing import Any

from analytic import floors, gaussian
from verify.claim import Claim, equation
from verify.regimes.couplings import CORRELATED_LINES, line_parameters, symbolic_line_pair
from verify.variants import off


def left(formula: Any) -> Any:
    return formula, lambda pair, t, x: gaussian.residual_covariance(pair, t)[..., 0] + 0 * x


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
    tests=equation(left, CORRELATED_LINES, (symbolic_line_pair(),)),
    near_misses={"correlation forgotten": from_elsewhere, "off by 1e-9": off(running)},
)
