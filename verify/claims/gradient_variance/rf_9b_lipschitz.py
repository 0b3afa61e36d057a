"""The price of a Lipschitz velocity for two crossing pairs."""

from analytic import floors
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Function, Residual, Test
from verify.regimes.crossings import EVERY_LIPSCHITZ, LIPSCHITZ
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import over_time


def least(L: Array) -> Function:
    """s -> the mean squared error on the lines x = +-s, s = |1 - 2 t| < 2/L, of v = -L x; beyond there need be none.

    Errors p = v(s) + 2, q = v(-s) - 2 of any v: p - q >= 4 - 2 L s and (p^2 + q^2)/2 >= (p - q)^2/4, which v = -L x attains.
    """
    return lambda s, _=None: ((-L * s + 2) ** 2 + (L * s - 2) ** 2) / 2


def by_symbols(formula: Formula, case: Case) -> Array:
    """Less int (p^2 + q^2)/2 - (p + q)^2/4 ds for p - q = 4 - 2 L s, whatever p is: the least that (p^2 + q^2)/2 can be."""
    import sympy as sp

    s, p, L = sp.Symbol("s"), sp.Symbol("p"), case.law.L
    q = p - 4 + 2 * L * s
    return case.value(formula) - sp.integrate(sp.expand((p * p + q * q) / 2 - (p + q) ** 2 / 4), (s, 0, 2 / L))


BY_QUADRATURE: Residual = lambda f, case: case.value(f) - over_time(least(case.law.L), 0, 2 / case.law.L)  # noqa: E731
PRICE: Formula = lambda law: floors.lipschitz_floor(law.ar, law.L)  # noqa: E731
claim = Claim(
    id="RF-9b",
    source="derived here, for Gradient Variance, Proposition 2",
    says="For the pairs -1 to 1 and 1 to -1 no velocity that is L-Lipschitz in x has a loss below 8/(3 L).",
    latex=r"\min_{Lip(v)\leq L}E|v(t,x_t)-(x_1-x_0)|^2=\frac{8}{3L}\quad(L\geq 2)",
    formula=PRICE,
    tests=(Test("symbols", by_symbols, EVERY_LIPSCHITZ), Test("balls", BY_QUADRATURE, LIPSCHITZ)),
    near_misses={"half": halved(PRICE), "off by 1e-9": off(PRICE)},
)
