"""Of models of one law those that increase in their noise agree."""

from analytic import line, nodes
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.on_a_line import ADDITIVE, SCALED
from verify.residuals.wrong import off
from verify.routes.quantiles import mass


def of_ranks(law: Law) -> Array:
    """By the model x = F^-1(e), e uniform: e found, kept."""
    seen, done = (nodes.given(law.noise, law.f[i], law.s[i]) for i in (0, 1))
    return line.quantile(done, 1, line.cdf(seen, 1, law.x))


def matched(law: Law) -> Array:
    """As if means and nothing else mattered."""
    return law.x + law.f[1]


def residual(formula: Formula, case: Case) -> Array:
    """The mass below, of the law with the cause set, less that of the law with the cause seen; at (x' - f')/s' and (x - f)/s."""
    law, at = case.law, (case.value(formula), case.law.x)
    one, none = (mass(law.noise, case.ar.array(1), (x - law.f[i]) / law.s[i]) for i, x in ((1, at[0]), (0, at[1])))
    return one - none


claim = Claim(
    id="FX-49i",
    source="derived here; monotone mechanisms as in Javaloy et al. 2023, PO-Flow 2025",
    says="All models of one law given its causes that increase in their noise keep a unit's rank, and so say one counterfactual.",
    latex=r"F'(x')=F(x),\quad x=F^{-1}(e),\ e\sim U(0,1)",
    formula=of_ranks,
    tests=(Test("balls", residual, (*ADDITIVE, *SCALED)),),
    near_misses={"the cause not taken away": matched, "off by 1e-9": off(of_ranks)},
)
