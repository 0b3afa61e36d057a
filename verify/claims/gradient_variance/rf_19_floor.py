"""The least loss for correlated ends on a line."""

from analytic import floors
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes import once
from verify.regimes.couplings import CORRELATED_LINES, line_parameters
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.time_integrals import loss


def floor(pair: Law) -> Array:
    return floors.correlated_floor(pair.ar, *line_parameters(pair))


def other_sign(pair: Law) -> Array:
    s0, s1, c = line_parameters(pair)
    return floors.correlated_floor(pair.ar, s0, s1, -c)


claim = Claim(
    id="RF-19",
    source="derived here, for Gradient Variance, the continuum of couplings",
    says="Among correlated Gaussian ends on a line the least loss falls to zero towards the optimal coupling and its opposite.",
    latex=r"\int_0^1\mathrm{Var}(x_1-x_0|x_t)\,dt=\sqrt{s_0^2s_1^2-c^2}\,\arccos\frac{c}{s_0s_1}",
    formula=floor,
    tests=(Test("balls", equals(loss), once(CORRELATED_LINES)),),
    near_misses={"c for -c": other_sign, "off by 1e-9": off(floor)},
)
