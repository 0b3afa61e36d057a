"""Best pairings of two batches, by routes that share no text with the closed forms: order statistics, quadrature, assignment."""

from functools import partial
from math import comb
from typing import Any, NamedTuple

import numpy as np

from analytic.arithmetic import Arithmetic, Array
from verify.claim import Case, Formula
from verify.routes import normal_tail


class Batch(NamedTuple):
    """n draws from each end: U[0, 1] to U[0, A], or N(0, I_d) to N(0, I_d)."""

    ar: Arithmetic
    n: int
    A: Any = 1
    d: int = 1


class Paired(NamedTuple):
    """The cost of the best pairing of each batch, and noise that knows nothing of it."""

    cost: Any  # (n,)
    xt: Any  # (n, 1)


def by_order_statistics(formula: Formula, case: Case) -> Array:
    """Less (1/n) sum_i E (U_(i) - A V_(i))^2, from polynomial integrals against the density i C(n, i) u^(i-1) (1 - u)^(n-i)."""
    n, A = case.law.n, case.law.A

    def moment(i: int, p: int) -> Any:  # int u^(i-1+p) (1 - u)^(n-i) du, term by term
        terms = [(-1) ** j * case.ar.array(comb(n - i, j)) / (i + p + j) for j in range(n - i + 1)]
        return i * comb(n, i) * sum(terms)

    each = [(1 + A * A) * moment(i, 2) - 2 * A * moment(i, 1) * moment(i, 1) for i in range(1, n + 1)]
    return case.value(formula) - sum(each) / n


def by_beta_moments(formula: Formula, case: Case) -> Array:
    """The same for every n: U_(i) is Beta(i, n + 1 - i), so E U_(i) = i/(n + 1) and E U_(i)^2 = i (i + 1)/((n + 1) (n + 2))."""
    n, A = case.law.n, case.law.A
    once, squared = n * (n + 1) / 2, n * (n + 1) * (2 * n + 1) / 6  # the sums of i and of i^2, i <= n
    each = (1 + A * A) * (squared + once) / ((n + 1) * (n + 2)) - 2 * A * squared / ((n + 1) * (n + 1))
    return case.value(formula) - each / n


def normal_cost(n: int) -> Any:
    """2 - (2/n) sum_i (E Z_(i))^2 for standard normals on a line, in balls; beyond |z| = R less than n^2 R^2 e^(-R^2/2)."""
    from flint import acb, arb

    R = normal_tail.reach(4)
    error = arb(0, 1) * n * n * R * R * (-arb(R * R) / 2).exp()

    def mean(i: int) -> Any:
        def f(z: Any, _: Any) -> Any:
            P = (1 + (z / acb(2).sqrt()).erf()) / 2
            return z * P ** (i - 1) * (1 - P) ** (n - i) * (-z * z / 2).exp()

        return i * comb(n, i) * acb.integral(f, -R, R).real / (2 * arb.pi()).sqrt() + error

    return 2 - sum((4 * mean(i) ** 2 for i in range(1, n // 2 + 1)), arb(0)) / n


def nearest(law: Batch) -> Array:
    """(1/d) int (1 - c r^(d/2))^n dr while it is positive, c = 1/(2^(d/2) (d/2)!), in balls: the nearest of n, at best.

    Errors: ValueError if d is odd.
    """
    from flint import acb, arb

    if law.d % 2:
        raise ValueError(f"d = {law.d}: this integral is for even d")
    m = law.d // 2
    c = 1 / (arb(2) ** m * arb(m + 1).gamma())
    return acb.integral(lambda r, _: (1 - c * r**m) ** law.n, 0, (-c.log() / m).exp()).real / law.d


def _radius(p: int, s: Any, _: Any) -> Any:
    return s**p * (-s * s / 2).exp()


def projected(law: Batch) -> Array:
    """2 - E|u.w|/d for standard normal u, w in R^d, in balls: E|u.w| = sqrt(2/pi) E|u|, by quadrature of the density of |u|.

    Errors: ValueError if d is too large for the reach of the precision in force.
    """
    from flint import acb, arb

    d, R = law.d, normal_tail.reach(8)
    if 2 * d > R * R:
        raise ValueError(f"d = {d}: the bound of the tail beyond {R} is for d <= {R * R // 2}; take more bits")
    mass, first = (acb.integral(partial(_radius, p), 0, R).real for p in (d - 1, d))
    tail = arb(0, 1) * R ** (2 * d) * (-arb(R * R) / 2).exp()  # int_R^inf s^p e^(-s^2/2) ds, p <= d <= R^2/2
    return 2 - (2 / arb.pi()).sqrt() * (first + tail) / (mass + tail) / d


def paired(law: Batch, n: int, random: np.random.Generator) -> Paired:
    """Best pairings by the Hungarian method: uniform ends on a line, normal ends in the plane and above; cost per dimension."""
    from scipy.optimize import linear_sum_assignment

    shape, draw = (n, law.n, law.d), random.random if law.d == 1 else random.standard_normal
    C = ((draw(shape)[:, :, None] - float(law.A) * draw(shape)[:, None]) ** 2).mean(-1)
    cost = np.array([c[linear_sum_assignment(c)].mean() for c in C])
    return Paired(cost, random.standard_normal((n, 1)))
