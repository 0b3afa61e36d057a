"""Moments of the slope of the flow map on a line, which perturbations estimate."""

from fractions import Fraction as F
from functools import partial

from analytic import estimator, mixture
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, inequality
from verify.regimes.estimators import STEEP
from verify.residuals.wrong import scaled
from verify.routes.flow_enclosures import by_differences, slope_moment

POWERS = (1, 2)


def moments(law: Law, sign: int = 1) -> Array:
    """E T'^p, p = 1, 2: to two modes, and to N(m, s^2), where T' = s; 120 nodes: the error is 8e-7."""
    modes = mixture.mixture(law.ar, [F(1, 2)] * 2, [[law.m], [-law.m]], [[[law.s**2]]] * 2)
    one = mixture.mixture(law.ar, [1], [[law.m]], [[[law.s**2]]])
    return law.ar.array([estimator.slope_moment(mix, sign * p, 120) for mix in (modes, one) for p in POWERS])


def margin(formula: Formula, case: Case) -> Array:
    """1/50 000 of the moment less the distance to the left side and to its enclosure; 1e-15 less that to s^p."""
    law, value, near = case.law, case.value(formula), case.ar.array(F(1, 10**15))[()]
    left, ball = ([f(law.m**2, law.s**2, p) for p in POWERS] for f in (by_differences, partial(slope_moment, cells=960)))
    gaps = [abs(a - b) for a, b in zip([*value[:2], *value], [*left, *ball, *(case.ar.array([law.s, law.s**2]))], strict=True)]
    return case.ar.array([e / 50_000 for e in ball * 2] + [near] * 2) - gaps


claim = Claim(
    id="CD-5.3m",
    source="derived here, for Causality-Delta, 5.3",
    says="The moments of the slope of the flow map on a line are means over the data of the slope of the way back, inverted.",
    latex=r"E[T'(x_0)^p]=E\left[(\partial_x\phi_{1\to 0}(x_1))^{-p}\right]",
    formula=moments,
    tests=inequality(margin, STEEP[:1]),
    near_misses={"not inverted": partial(moments, sign=-1), "too large": scaled(moments, F(10_001, 10_000))},
    note="Two modes to 2e-5, the enclosure within 3e-6, the left side 1e-5 off; one mode, where the slope is s, to 1e-15.",
)
