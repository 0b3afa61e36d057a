"""How well a ReLU network of n units can follow the inverse."""

from fractions import Fraction as F
from typing import Any

from verify.claim import Case, Claim, identity
from verify.claims.gradient_variance.rf_1c_irreducible import error, vanishing
from verify.regimes.crossings import NETS


def residual(formula: Any, case: Case) -> Any:
    """What the size of the error is above the formula, an upper bound, and below its least value."""
    top, low = (f(case.law, case.when, case.x) for f in (formula, vanishing))
    size = abs(error(case.law, case.when))
    return case.ar.array([max(size - top, 0), max(low - size, 0)])


def bound(law: Any, t: Any, x: Any) -> Any:
    """|Theta|^3/(4 n^2 min(1, 1 + Theta)^3): the largest curvature times h^2/8."""
    return abs(law.theta) ** 3 / (4 * law.n**2 * min(F(1), 1 + law.theta) ** 3)


claim = Claim(
    id="RF-1e",
    source="derived here; amends Gradient Variance, remark on Lemma 1",
    says="A ReLU network of n units follows the inverse up to an error that falls like 1/n^2, however near to singular it is.",
    latex=r"\max_t|f_n(t)-\frac{\Theta}{1+t\Theta}|\leq\frac{|\Theta|^3}{4n^2\,\min(1,1+\Theta)^3}",
    formula=bound,
    tests=identity(residual, NETS, floats=False),
    near_misses={
        "1/n^3": lambda law, t, x: bound(law, t, x) / law.n,
        "the least curvature for the largest": vanishing,
        "half": lambda law, t, x: bound(law, t, x) / 2,
    },
)
