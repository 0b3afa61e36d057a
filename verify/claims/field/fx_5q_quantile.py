"""Quantiles on a line."""

from dataclasses import replace
from fractions import Fraction as F

import numpy as np

from analytic import line
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.mixtures import LINE, LINE_SEPARATED, NARROWING
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.quantiles import averaged, mass

PARTS = ((F(1, 2),), (F(1, 2**40),), (F(7, 8),))  # p
MODES = tuple(replace(r, times=(F(1, 4), F(1)), points=PARTS) for r in (LINE, LINE_SEPARATED))


def residual(formula: Formula, case: Case) -> Array:
    """At q the mass below less p, and log F - log(1 - F) less that of p."""
    p, at = case.x, (case.law, case.t, case.value(formula))
    return np.stack([mass(*at) - p, line.log_odds(*at) - case.ar.log(p) + case.ar.log(1 - p)], axis=1)


claim = Claim(
    id="FX-5q",
    source="probability theory",
    says="On a line the quantile of p is where the mass below is p; of one Gaussian by the inverse of the error function.",
    latex=r"F_t(q)=p,\quad q=\mu+\sigma\sqrt{2}\,\mathrm{erf}^{-1}(2p-1)\ \mathrm{for}\ K=1",
    formula=line.quantile,
    tests=(Test("balls", residual, MODES), Test("balls", equals(averaged), (replace(NARROWING, points=PARTS),))),
    near_misses={
        "the other tail": lambda mix, t, p: line.quantile(mix, t, 1 - p),
        "mean of the components' quantiles": averaged,
        "off by 1e-9": off(line.quantile),
    },
)
