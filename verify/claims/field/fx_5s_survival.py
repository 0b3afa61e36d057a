"""Both tails on a line."""

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, equation, identity
from verify.regimes import LINES, at_one_point
from verify.residuals.wrong import negated, off
from verify.routes import conditional

REGIMES = (*LINES[:1], *at_one_point(LINES[1:]))


def falls(formula: Formula) -> tuple[Formula, Formula]:
    """Its derivative is minus the density."""

    def density(law: Law, t: Time, x: Points) -> Array:
        return -law.ar.exp(conditional.log_density(law, t, x))[..., None, None]

    return formula, density


def complement(formula: Formula, case: Case) -> Array:
    return case.value(formula) + line.cdf(case.law, case.t, case.x) - 1


claim = Claim(
    id="FX-5s",
    source="probability theory",
    says="On a line the mass beyond x falls by the density of x_t, and is what the distribution function leaves of one.",
    latex=r"\frac{d}{dx}P(x_t>x)=-p_t(x),\quad P(x_t>x)=1-F_t(x)",
    formula=line.survival,
    tests=(*equation(falls, REGIMES, along="x", kinds=("rate", "differences")), *identity(complement, REGIMES)),
    near_misses={
        "the other tail": line.cdf,
        "sign": negated(line.survival),
        "off by 1e-9": NearMiss(off(line.survival), ("differences",)),
    },
)
