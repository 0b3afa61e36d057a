"""Flow matching's own map, one latent moved."""

from analytic import causal_flows, gaussian
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Function, identity
from verify.regimes.causes import UNIT_PAIRS, UNIT_PAIRS_SYMBOLIC
from verify.residuals.wrong import off


def half_angle(law: Law) -> Array:
    """r/(1 + sqrt(1 - r^2)) = tan(theta/2), r = sin theta."""
    return law.S1[1, 0] / (1 + law.ar.sqrt(1 - law.S1[1, 0] ** 2))


def residual(formula: Formula, case: Case) -> Array:
    """Less what the end map of the flow from N(0, I) gives."""
    T = gaussian.flow_matrix(case.law, case.ar.array(1))
    return case.value(formula) - causal_flows.held(case.ar, T, 0)[1]


def effect(law: Law) -> Array:
    return law.S1[1, 0]


half: Function = lambda law: law.S1[1, 0] / 2  # noqa: E731

claim = Claim(
    id="FX-47s",
    source="derived here",
    says="Of two variables of variance 1 and correlation r, flow matching's own map answers r/(1 + sqrt(1 - r^2)), not r nor 0.",
    latex=r"\frac{T_{21}}{T_{11}}=\frac{r}{1+\sqrt{1-r^2}},\quad T=S^{1/2}",
    formula=half_angle,
    tests=identity(residual, UNIT_PAIRS, UNIT_PAIRS_SYMBOLIC),
    near_misses={"the effect of x1 on x2, or what is seen": effect, "half of it": half, "off by 1e-9": off(half_angle)},
    note="r = 4/5: it answers 1/2, where doing answers 4/5 or 0 by the direction of the arrow.",
)
