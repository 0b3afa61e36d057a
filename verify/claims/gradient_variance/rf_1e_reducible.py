"""How well a ReLU network of n units can follow the inverse."""

from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, inequality
from verify.claims.gradient_variance.rf_1c_irreducible import error, vanishing
from verify.regimes.crossings import NETS


def margin(formula: Formula, case: Case) -> Array:
    """What the size of the error is below the formula, an upper bound, and above its least value."""
    top, low = (case.value(f, t=case.when) for f in (formula, vanishing))
    size = abs(error(case.law, case.when))
    return case.ar.array([top - size, size - low])


def bound(law: Law, t: Time) -> Array:
    """|Theta|^3/(4 n^2 min(1, 1 + Theta)^3): the largest curvature times h^2/8."""
    return abs(law.theta) ** 3 / (4 * law.n**2 * min(F(1), 1 + law.theta) ** 3)


claim = Claim(
    id="RF-1e",
    source="derived here; amends Gradient Variance, remark on Lemma 1",
    says="A ReLU network of n units follows the inverse up to an error that falls like 1/n^2, however near to singular it is.",
    latex=r"\max_t|f_n(t)-\frac{\Theta}{1+t\Theta}|\leq\frac{|\Theta|^3}{4n^2\,\min(1,1+\Theta)^3}",
    formula=bound,
    tests=inequality(margin, NETS),
    near_misses={
        "1/n^3": lambda law, t: bound(law, t) / law.n,
        "the least curvature for the largest": vanishing,
        "half": lambda law, t: bound(law, t) / 2,
    },
)
