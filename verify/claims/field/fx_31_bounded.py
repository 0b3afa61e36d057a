"""Data of bounded support: the slope of the velocity lies between two explicit functions of t."""

from fractions import Fraction as F

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Test, excess
from verify.regimes.flows import ATOMS
from verify.residuals.wrong import scaled
from verify.routes import conditional


def bounds(mix: Law, t: Time, x: Points) -> Array:
    """-1/(1 - t) and t R^2/(1 - t)^3 - 1/(1 - t), the data in [-R, R]: (2,)."""
    low, R = -1 / (1 - t), mix.m[-1, 0]
    return np.stack([low, low + t * R * R / (1 - t) ** 3])


def residual(formula: Formula, case: Case) -> Array:
    """What the slope exceeds them by; at the centre of two atoms, where the upper bound is attained, the gap itself."""
    slope, (low, high) = conditional.jacobian(case.law, case.t, case.x)[:, 0, 0], case.value(formula)
    over = np.stack([low - slope, slope - high])
    return np.append(excess(over), over[1, 0] if len(case.law.w) == 2 else 0 * over[1, 0])


claim = Claim(
    id="FX-31",
    source="Gao et al. 2024; bounded support, source N(0, 1)",
    says="For data in [-R, R] the velocity's slope lies between -1/(1 - t) and t R^2/(1 - t)^3 - 1/(1 - t), which is attained.",
    latex=r"-\frac{1}{1-t}\leq v'\leq\frac{tR^2}{(1-t)^3}-\frac{1}{1-t}",
    formula=bounds,
    tests=(Test("balls", residual, ATOMS),),
    near_misses={"half": scaled(bounds, F(1, 2)), "twice": scaled(bounds, F(2)), "Gaussian slope": lambda *a: 0 * bounds(*a)},
    note="R = 2, t = 9/10, x = 0: slope 3590; a Lipschitz constant of the exact field of atoms grows like (1 - t)^-3.",
)
