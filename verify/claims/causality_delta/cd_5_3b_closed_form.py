"""The flow behind CD-5.3b: two modes along the diagonal flow as a product in the turned axes."""

from analytic import estimator
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, Test, flow
from verify.regimes.estimators import MODES_FLOW
from verify.residuals.flows import at_start
from verify.residuals.wrong import off, reversed_time
from verify.routes import conditional


def of_line(law: Law, t: Time, x: Points) -> Array:
    """The same flow with the two axes exchanged."""
    return estimator.modes_flow(law.modes, t, x * law.ar.array([1, -1])) * law.ar.array([1, -1])


def product(law: Law, t: Time, x: Points) -> Array:
    return estimator.modes_flow(law.modes, t, x)


claim = Claim(
    id="CD-5.3b-amended",
    source="derived here; amends Causality-Delta, 5.3",
    says="For two modes along the diagonal the flow is the product, in the turned axes, of a flow on a line and a scaling.",
    latex=r"\phi_t(x)=R\,(T_t(u),\sqrt{(1-t)^2+t^2c(1-r)}\,w),\quad(u,w)=R^Tx",
    formula=product,
    tests=(
        *flow(lambda law, t, x: conditional.drift(law.modes.plane, t, x), MODES_FLOW, kinds=("rate",)),
        Test("balls", at_start, MODES_FLOW),
    ),
    near_misses={
        "axes exchanged": NearMiss(of_line, ("balls",)),
        "from -x": NearMiss(lambda law, t, x: product(law, t, -x), ("rate",)),
        "time reversed": reversed_time(product),
        "off by 1e-9": off(product),
    },
    note="So Corr = (V - w)/(V + w) with V = Var T, w = c (1 - r), and perturbations give the same with V = E T'^2 > Var T.",
)
