"""Table 5: two printed correlations, and how far samples of their sizes scatter."""

from fractions import Fraction as F

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Residual, Test, inequality
from verify.papers.causality_delta import printed
from verify.regimes.tables import ESTIMATED, LEFT_OUT, RHO_SYMBOLIC
from verify.residuals.wrong import scaled


def standard_error(law: Law) -> Array:
    """(1 - rho^2)/sqrt n, squared."""
    return (1 - law.rho**2) ** 2 / law.n


def by_moments(formula: Formula, case: Case) -> Array:
    """Less g^T V g/n: g the gradient of r = xy/sqrt(xx yy), V the covariance of (x^2, y^2, x y) of a normal pair (Isserlis)."""
    r, n = case.law.rho, case.law.n
    g = (-r / 2, -r / 2, 1)
    V = ((2, 2 * r**2, 2 * r), (2 * r**2, 2, 2 * r), (2 * r, 2 * r, 1 + r**2))
    return case.value(formula) - sum(g[i] * V[i][j] * g[j] for i in range(3) for j in range(3)) / n


def within_two(value: F) -> Residual:
    return lambda formula, case: 4 * case.value(formula) - (case.ar.array(value) - case.law.rho) ** 2


WITHIN = inequality(within_two(printed.ESTIMATE5.exact), (ESTIMATED,)) + inequality(within_two(printed.DATA5.exact), (LEFT_OUT,))

claim = Claim(
    id="CD-6.3",
    source="Causality-Delta, Table 5; 320 generated fives, and 27 batches of 32 of the 892 test fives in the published code",
    says="Both printed correlations lie within two standard errors, those of normal pairs, of that of the test fives.",
    latex=r"|r-\rho|\leq 2\,\frac{1-\rho^2}{\sqrt{n}}",
    formula=standard_error,
    tests=(Test("symbols", by_moments, (RHO_SYMBOLIC,)), *WITHIN),
    near_misses={"n for its root": lambda *at: standard_error(*at) / at[0].n, "half": scaled(standard_error, F(1, 4))},
    note="Pixels are not normal: it is a scale, by which one pair of pixels tells no more than that the two agree.",
)
