"""The solvers on equations that they solve exactly, or up to a polynomial of the step."""

from fractions import Fraction as F
from functools import partial
from math import factorial

import numpy as np

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Function, Regime, identity

METHODS = ((crossing.euler, 1), (crossing.runge_kutta, 4))
MATRIX = [[1, 2], [F(-1, 3), F(1, 2)]]
LINEAR = Regime("y' = A y", "d=2, A neither symmetric nor normal", lambda ar: ar, (F(0),), ((F(3, 5), -2), (1, F(1, 3))))


def solved(ar: Law, t: Time, x: Points, N: int = 3, late: int = 0) -> Array:
    """N steps on y' = A y, and on y' = 4 t^3, (n, 4, d)."""
    cubic: Function = lambda s, y: 4 * ar.array((1 - s if late else s) ** 3) + 0 * y  # noqa: E731
    fields = (lambda s, y: y @ ar.array(MATRIX).T, cubic)
    return np.stack([method(v, ar, N, x) for v in fields for method, _ in METHODS], axis=1)


def residual(formula: Formula, case: Case) -> Array:
    """Less (sum_{k <= p} (A/N)^k/k!)^N y; and less y + (1 - 1/N)^2 for Euler, y + 1 for order 4, N = 3."""
    A, power = case.ar.array(MATRIX) / 3, np.linalg.matrix_power
    ends = [case.x @ power(sum(power(A, k) / factorial(k) for k in range(p + 1)), 3).T for _, p in METHODS]
    return case.value(formula) - np.stack([*ends, case.x + case.ar.array(F(4, 9)), case.x + 1], axis=1)


claim = Claim(
    id="FX-22s",
    source="solvers of ordinary differential equations",
    says="A step on y' = A y multiplies by the Taylor polynomial of e^(hA) of degree 1 or 4; order 4 integrates cubics exactly.",
    latex=r"y_N=\left(\sum_{k\leq p}\frac{(A/N)^k}{k!}\right)^Ny_0",
    formula=solved,
    tests=identity(residual, (LINEAR,)),
    near_misses={"two steps": partial(solved, N=2), "from the end": partial(solved, late=1)},
)
