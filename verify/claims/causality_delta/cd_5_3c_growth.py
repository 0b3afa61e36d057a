"""What stands behind CD-5.3c: the mean square slope of the flow to two modes grows exponentially."""

from fractions import Fraction as F
from functools import partial

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, inequality
from verify.regimes.estimators import STEEP
from verify.residuals.wrong import scaled
from verify.routes.flow_enclosures import slope_moment


def growth(law: Law, rate: int = 2, power: int = 3) -> Array:
    """sqrt(pi/2) s^3/m exp(m^2/(2 s^2)): Laplace's method, T' = phi/q, at the gap between the modes."""
    ar, m, s = law.ar, law.ar.array(law.m), law.ar.array(law.s)
    return ar.sqrt(ar.pi() / 2) * s**power / m * ar.exp(m * m / (rate * s * s))


def margin(formula: Formula, case: Case) -> Array:
    """What the formula is below E[T'^2] over |x| <= m/2, and above half of E[T'^2]."""
    law, found = case.law, case.value(formula)
    part, whole = (slope_moment(law.m**2, law.s**2, 2, within=w) for w in (law.m / 2, None))
    return law.ar.array([part - found, found - whole / 2])


claim = Claim(
    id="CD-5.3c-amended",
    source="derived here; amends Causality-Delta, 5.3",
    says="For modes at +-m of width s the mean square slope grows like exp(m^2/(2 s^2)), while the variance stays m^2 + s^2.",
    latex=r"\mathrm{E}[T'^2]\geq\sqrt{\pi/2}\,\frac{s^3}{m}\,e^{m^2/(2s^2)}\geq\frac{1}{2}\mathrm{E}[T'^2]",
    formula=growth,
    tests=inequality(margin, STEEP[1:]),
    near_misses={
        "s^2 for s^3": partial(growth, power=2),
        "twice the rate": partial(growth, rate=1),
        "half the rate": partial(growth, rate=4),
        "a third": scaled(growth, F(1, 3)),
    },
)
