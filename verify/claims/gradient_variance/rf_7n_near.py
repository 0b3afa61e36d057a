"""How often the lines of two pairs pass within e of one another, in R^d."""

from flint import arb

from analytic import crossing
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Function, NearMiss, Test, sampling
from verify.regimes.near_crossings import CLOSE, WITHIN, passes
from verify.residuals.wrong import off
from verify.routes.time_integrals import over_time


def within(law: Law) -> Array:
    return crossing.passing_chance(law.ar, law.d, law.s0, law.s1, law.c, law.e)


def by_time(formula: Formula, case: Case) -> Array:
    """formula/e^(d - 1) (1 + O(e^2)) less |ball of R^(d - 1)| int p_t(0) E[|y'| | y = 0] dt, y of Cov S I the lines' difference."""
    law, d, pi = case.law, case.law.d, case.ar.pi()
    D = law.s0**2 * law.s1**2 - law.c**2
    S: Function = lambda t: 2 * ((1 - t) ** 2 * law.s0**2 + t**2 * law.s1**2 + 2 * t * (1 - t) * law.c)  # noqa: E731
    count = over_time(lambda t, flag: (S(t).sqrt(analytic=flag) if d == 2 else 1) / S(t) ** (d // 2 + 1))
    bend = 1 + arb(0, 1) * law.e**2 * (law.s0**2 + law.s1**2 - 2 * law.c) / (4 * D) if d > 1 else 1
    return case.value(formula) / law.e ** (d - 1) * bend - ((2 / pi).sqrt() if d == 2 else 2 / pi) * D.sqrt() * count


claim = Claim(
    id="RF-7n",
    source="derived here; Gradient Variance, workshop version, on crossing interpolants",
    says="Two pairs' lines pass within e of one another with a chance like e^(d-1): some cross on a line, almost none in d >= 2.",
    latex=r"P=J_d\,P(|p|<e),\ p\sim N(0,\ 2\frac{s_0^2s_1^2-c^2}{s_0^2+s_1^2-2c}I_{d-1}),\quad P/e^{d-1}\to\mathrm{const}",
    formula=within,
    tests=(Test("balls", by_time, CLOSE), *sampling(lambda draw: draw.near, WITHIN, 20_000, passes)),
    near_misses={
        "independent ends": lambda law: within(law._replace(c=0 * law.c)),
        "off by 1e-9": NearMiss(off(within), ("sampling",)),
    },
    note="Closest inside (0, 1). d = 1, 2, 3, ends correlated coordinate by coordinate; e = 2^-120 and 1/2.",
)
