"""Section 6.4: labels are binary, perturbations of logits are not."""

from flint import acb, arb

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test
from verify.papers.causality_delta.printed import DATA6, ESTIMATE6
from verify.regimes.tables import RHOS
from verify.residuals.wrong import off
from verify.routes import normal_tail


def signs(law: Law) -> Array:
    return scm.threshold_correlation(law.ar, law.rho)


def residual(formula: Formula, case: Case) -> Array:
    """Less 4 P(X > 0, Y > 0) - 1, P = int_0^inf phi(x) Phi(rho x/sqrt(1 - rho^2)) dx, tail included."""
    r, reach = case.law.rho[()], normal_tail.reach(1)
    slope = r / (2 * (1 - r * r)).sqrt()
    inside = acb.integral(lambda z, _: (-z * z / 2).exp() * (-slope * z).erfc() / 2, 0, reach).real / (2 * arb.pi()).sqrt()
    tail = (arb(reach) / arb(2).sqrt()).erfc() / 2
    return case.value(formula) - (4 * (inside + arb(0).union(tail)) - 1)


claim = Claim(
    id="CD-6.4t",
    source="Sheppard 1899; Causality-Delta, Table 6, compares labels with perturbations of logits",
    says="Two centred Gaussians of correlation rho, cut at their medians, give labels of correlation (2/pi) asin(rho).",
    latex=r"\mathrm{Corr}(1_{X>0},1_{Y>0})=\frac{2}{\pi}\arcsin\rho",
    formula=signs,
    tests=(Test("balls", residual, RHOS),),
    near_misses={
        "rho": lambda law: law.rho,
        "2 rho/pi": lambda law: 2 * law.rho / law.ar.pi(),
        "off": off(signs),
    },
    note=f"{ESTIMATE6.text} becomes 0.102 and {DATA6.text} becomes 0.262: a correlation of logits is no correlation of labels.",
)
