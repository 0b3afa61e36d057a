"""When finite data begin to show: the own point against all others, to first order (N for N - 1)."""

from dataclasses import replace

from flint import arb

from analytic import empirical
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.clouds import COUNTS
from verify.residuals.wrong import off
from verify.routes.time_integrals import over_time


def residual(formula: Formula, case: Case) -> Array:
    """log N E exp(-|x - t y|^2/(2 (1 - t)^2)) + d/2 at t = formula, y ~ N(0, I_d) and |x_i|^2 = (1 - t)^2 + t^2 in each coordinate.

    One coordinate by quadrature over |y| < 20; less than exp(-200) is left beyond.
    """
    t, pi = case.value(formula), case.ar.pi()
    x, a = ((1 - t) ** 2 + t * t).sqrt(), 2 * (1 - t) ** 2
    one = over_time(lambda y, _: (-((x - t * y) ** 2) / a - y * y / 2).exp(), -20, 20) / (2 * pi).sqrt() + arb(0, 2.0**-280)
    return case.ar.log(case.law.N) + case.law.d * (case.ar.log(one) + arb(1) / 2)


def collapse(law: Law) -> Array:
    return empirical.collapse_time(law.ar, law.N, law.d)


claim = Claim(
    id="FX-13",
    source="derived here: the first-order time of collapse for N points of N(0, I_d)",
    says="At this time the N - 1 other points together weigh, on average, what the own point does at typical distance.",
    latex=r"t_c=\frac{q}{1+q},\quad q^2=N^{2/d}-1",
    formula=collapse,
    tests=(Test("balls", residual, COUNTS),),
    near_misses={"d doubled": lambda law: collapse(replace(law, d=2 * law.d)), "off by 1e-9": off(collapse)},
)
