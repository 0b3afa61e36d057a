"""Eq. (5): what a small perturbation of the starting point becomes at time t."""

from analytic import gaussian, line
from analytic.arithmetic import Array, Law, Points, Time
from analytic.mixture import Mixture
from verify.claim import Claim, derivative
from verify.regimes import LINES, PAIRS, at_one_point, when
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import off, transposed

REGIMES = (*at_one_point(LINES), *when(PAIRS, lambda t: t > 0))


def jacobian(law: Law, t: Time, x: Points) -> Array:
    return line.flow_jacobian(law, 0, t, x) if isinstance(law, Mixture) else gaussian.flow_matrix(law, t)


def backwards(law: Law, t: Time, x: Points) -> Array:
    if isinstance(law, Mixture):
        return line.flow_jacobian(law, t, 0, x)
    return law.ar.solve(gaussian.flow_matrix(law, t), law.ar.eye(x.shape[-1])).T


claim = Claim(
    id="CD-5.1",
    source="Causality-Delta, 5.1, Eq. (5)",
    says="The difference quotient of the generated sample along z tends to the Jacobian of the flow map times z.",
    latex=r"J_{f}(x_0)\,z=\lim_{\varepsilon\to 0}\frac{f(x_0+\varepsilon z)-f(x_0)}{\varepsilon}",
    formula=jacobian,
    tests=derivative(flow_from_start, REGIMES),
    near_misses={
        "Jacobian of the way back": backwards,
        "transposed": transposed(jacobian),
        "off by 1e-9": off(jacobian),
    },
    note="The forward quotient errs by O(eps) + O(u/eps): best at eps near sqrt(u), 3e-4 in float32 and 1.5e-8 in float64.",
)
