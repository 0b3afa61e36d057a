"""Of models of one law those that increase in their noise agree."""

import numpy as np

from analytic import line, nodes
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.on_a_line import ADDITIVE, SCALED
from verify.residuals.wrong import off
from verify.routes.quantiles import mass


def of_ranks(law: Law) -> Array:
    """By the model x = F^-1(e), e uniform: what x would have been, and the e that is found and kept."""
    seen, done = (nodes.given(law.noise, law.f[i], law.s[i]) for i in (0, 1))
    e = line.cdf(seen, 1, law.x)
    return np.stack([line.quantile(done, 1, e), e])


def matched(law: Law) -> Array:
    """As if means and nothing else mattered."""
    return np.stack([law.x + law.f[1], of_ranks(law)[1]])


def residual(formula: Formula, case: Case) -> Array:
    """e less the mass of u below (x - f)/s; and below (x' - f')/s'."""
    law, (there, e) = case.law, case.value(formula)
    at = ((x - law.f[i]) / law.s[i] for i, x in enumerate((law.x, there)))
    return np.stack([e - mass(law.noise, case.ar.array(1), u) for u in at])


claim = Claim(
    id="FX-49i",
    source="derived here; monotone mechanisms as in Javaloy et al. 2023, PO-Flow 2025",
    says="All models of one law given its causes that increase in their noise keep a unit's rank, and so say one counterfactual.",
    latex=r"F'(x')=F(x),\quad x=F^{-1}(e),\ e\sim U(0,1)",
    formula=of_ranks,
    tests=(Test("balls", residual, (*ADDITIVE, *SCALED)),),
    near_misses={"the cause not taken away": matched, "off by 1e-9": off(of_ranks)},
)
