"""How often the lines of two independent pairs cross in space and time."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, NearMiss, Test, limit, sampling
from verify.regimes.couplings import line_parameters
from verify.regimes.crossings import LINES_ALONE, SPACES, two_pairs
from verify.regimes.near_crossings import NEARING, SPREAD, near_chance
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import over_time


def by_quadrature(formula: Formula, case: Case) -> Array:
    """P(W < 0), W = (x1 - x1')/(x0 - x0') being Cauchy of centre m and width k; w = -u/(1 - u)."""
    a, b, c = case.law.S0[0, 0], case.law.S1[0, 0], case.law.X[0, 0]
    m, k = c / a, (a * b - c * c).sqrt() / a
    P = over_time(lambda u, _: k / ((u + m * (1 - u)) ** 2 + (k * (1 - u)) ** 2)) / case.ar.pi()
    return case.value(formula) - P


def chance(pair: Law, *e: Time) -> Array:
    s0, s1, c = line_parameters(pair)
    return pair.ar.acos(c / (s0 * s1)) / pair.ar.pi() if len(pair.m0) == 1 else pair.ar.array(0)


claim = Claim(
    id="RF-7",
    source="Gradient Variance, workshop version, on crossing interpolants; the one-dimensional formula is derived here",
    says="On a line two independent pairs cross half of the time, correlated ends less; from d = 2 on almost never.",
    latex=r"P=\arccos(c/(s_0s_1))/\pi\ \ (d=1),\quad P=0\ \ (d\geq 2)",
    formula=chance,
    tests=(
        Test("balls", by_quadrature, LINES_ALONE),
        *limit(near_chance, NEARING),
        *sampling(lambda d: d.cross, (*LINES_ALONE[:3], *SPACES, *SPREAD), 20_000, two_pairs),
    ),
    near_misses={"half": halved(chance), "never": lambda pair, *e: 0 * chance(pair), "off": NearMiss(off(chance), ("sampling",))},
    note="For d >= 2 as the limit, e -> 0, of the chance to pass within e (RF-7n); a draw can only fail to cross.",
)
