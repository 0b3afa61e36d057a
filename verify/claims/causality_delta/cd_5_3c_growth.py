"""How many samples an estimate of S = E[J J^T] needs: for a flow to two modes a number that grows exponentially."""

from functools import partial

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, inequality
from verify.regimes.estimators import STEEP
from verify.routes.flow_enclosures import slope_moment


def growth(law: Law, rate: int = 2, power: int = 3, share: int = 2) -> Array:
    """E[T'^2], and E[T'^4] over its square, by Laplace's method at the gap between the modes, T' = phi/q."""
    ar, m, s = law.ar, law.ar.array(law.m)[()], law.ar.array(law.s)[()]
    steep, root = ar.exp(m * m / (rate * s * s)), ar.sqrt(ar.pi() / 2)
    return np.array([root * s**power / m * steep, m / (share * root * s) * steep])


def margin(formula: Formula, case: Case) -> Array:
    """The first is below E[T'^2] over |x| <= m/2 and above half of E[T'^2]; the second above the ratio and below twice it."""
    law, (square, ratio) = case.law, case.value(formula)
    part, second, fourth = (slope_moment(law.m**2, law.s**2, p, within=w) for p, w in ((2, law.m / 2), (2, None), (4, None)))
    return law.ar.array([part - square, square - second / 2, ratio - fourth / second**2, fourth / second**2 - ratio / 2])


claim = Claim(
    id="CD-5.3c",
    source="derived here, for Causality-Delta, 5.3, 'by aggregating over many samples we estimate the second-moment matrix'",
    says="For modes at +-m of width s the mean square slope, and the samples that estimate it, grow like exp(m^2/(2 s^2)).",
    latex=r"E[T'^2]\sim\sqrt{\pi/2}\,s^3g/m,\quad E[T'^4]\sim E[T'^2]^2mg/(s\sqrt{2\pi}),\quad g=e^{m^2/(2s^2)}",
    formula=growth,
    tests=inequality(margin, STEEP[1:]),
    near_misses={
        "s^2 for s^3": partial(growth, power=2),
        "twice the rate": partial(growth, rate=1),
        "half the ratio": partial(growth, share=4),
    },
    note="n samples err by sqrt((ratio - 1)/n): the paper's 10 000 by 7 times E[T'^2], at m = 1, s = 1/5, where Var T is 1.04.",
)
