"""What would have been, of a unit of which some variables are seen."""

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.claims.field.fx_45d_done import doing
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.causes import constrained, stacked
from verify.residuals.wrong import off


def would_have_been(law: Law) -> Array:
    """Mean above covariance."""
    return stacked(*interventions.counterfactual_given(law.model, law.nodes, law.values, law.k, law.value))


def seen_after(law: Law) -> Array:
    """As if what was seen were seen after x_k is set."""
    after = interventions.do(law.model, law.k, law.value)
    return stacked(*scm.given(after, law.nodes, law.values))


claim = Claim(
    id="FX-46p",
    source="Pearl 2009, 7.1; Balke and Pearl 1994, twin networks",
    says="Of a unit seen in part the counterfactual is Gaussian: its noises given what is seen, carried by the equations of doing.",
    latex=r"x'|x_K\sim N(G\,E[u|x_K]+T_{\cdot k}v,\ G\,\mathrm{Cov}[u|x_K]G^{T})",
    formula=would_have_been,
    tests=identity(equals(constrained), NUMBERS, SYMBOLIC),
    near_misses={"nothing seen": doing, "seen after": seen_after, "off by 1e-9": off(would_have_been)},
)
