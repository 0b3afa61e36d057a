"""Certified integrals over the flow map of two equal modes on a line; and, uncertified, the same over the source.

Source N(0, 1), data (N(-m, s^2) + N(m, s^2))/2, T the flow map, so E[T'^p] = int phi(z)^p q(x)^(1-p) dx, z = Phi^-1(F(x)) by the
inverse of erfc, q(x) = exp(-(x^2 + m^2)/(2 s^2)) cosh(m x/s^2)/(s sqrt(2 pi)) the data's density: no text of `analytic/`, but in
`by_differences`. On each cell the integrand is f = exp(g): int f = f w + f'' w^3/24 with f'' = f (g'^2 + g'') enclosed on the cell.
Outside |x| <= m + 8 s: T' <= (z + 1/z) s^2/(x - m) and z <= (x + m)/s, by Mills' ratio, so the tail is below 1e-14.
"""

from fractions import Fraction
from functools import cache

from flint import arb, ctx, fmpq

from analytic import estimator, line, mixture
from analytic.arithmetic import Array, balls

# An enclosure holds for every choice of these; they decide only how narrow it is, and how long it takes.
BITS = 64  # far finer than the cells
REACH = 8  # s beyond m: exp(-8^2/2) is 1e-14, which the tail's bound adds
CELLS = 240  # on half of the line: a cell is w wide and errs by w^3 f''/24, all of them by about 1/240^2 of f''
STEP = Fraction(1, 1000)  # of `by_differences`, which errs by about STEP^2: 3e-6 of E T'^2 at m = 1, s = 1/2


@cache
def slope_moment(m2: Fraction, s2: Fraction, power: int, cells: int = CELLS, within: Fraction | None = None) -> arb:
    """E[T'(x0)^p] enclosed, from m^2 and s^2; over |x| <= `within` alone it is a lower bound, without the tail.

    Errors: ValueError if p < 0, where the bound of the tail would be false.
    """
    if power < 0:
        raise ValueError(f"p = {power}: the bound of the tail is for p >= 0")
    with ctx.workprec(BITS):
        m, s = (arb(fmpq(e.numerator, e.denominator)).sqrt() for e in (m2, s2))
        edge = arb(fmpq(within.numerator, within.denominator)) if within is not None else m + REACH * s
        x = [edge * j / (2 * cells) for j in range(2 * cells + 1)]  # half of the line: cells and their midpoints
        z = [_start(m, s, e) for e in x]
        inside, w = arb(0), edge / cells
        for j in range(0, 2 * cells, 2):
            middle, _ = _integrand(m, s, x[j + 1], z[j + 1], power)
            _, second = _integrand(m, s, x[j].union(x[j + 2]), z[j].union(z[j + 2]), power)
            inside += 2 * (middle * w + second * w**3 / 24)
        return inside if within is not None else inside + _tail(m, s, power)


@cache
def by_differences(m2: Fraction, s2: Fraction, power: int, nodes: int = 300) -> arb:
    """E[T'(x0)^p] over the source, |x0| <= m + 5 max(s, 1), by the trapezoidal rule, T' by differences of T: no enclosure."""
    with ctx.workprec(BITS):
        ar = balls(BITS)
        m, s = ar.sqrt(ar.array([m2, s2]))
        mix = mixture.mixture(ar, [Fraction(1, 2)] * 2, [[m], [-m]], [[[s * s]]] * 2)
        h = ar.array(STEP)

        def slope(x: Array) -> Array:
            return ((line.flow_map(mix, 0, 1, x + h) - line.flow_map(mix, 0, 1, x - h)) / (2 * h))[:, 0] ** power

        moment: arb = estimator.expectation(mix, 0, slope, nodes, reach=5)  # without it 1e-8 of the moment
        return moment


def _start(m: arb, s: arb, x: arb) -> arb:
    """z with Phi(-z) = 1 - F(x): the point of the source that flows to x."""
    root = s * arb(2).sqrt()
    z: arb = arb(2).sqrt() * ((((x - m) / root).erfc() + ((x + m) / root).erfc()) / 2).erfcinv()
    return z


def _integrand(m: arb, s: arb, x: arb, z: arb, power: int) -> tuple[arb, arb]:
    """f and f'' at x, z the point of the source that flows there: z' = q/phi, z'' = z' (q'/q + z z')."""
    y = m * x / s**2
    log_q = y.cosh().log() - (x * x + m * m) / (2 * s * s) - s.log() - (2 * arb.pi()).log() / 2
    score, bend = (m * y.tanh() - x) / s**2, ((m * y.sech() / s) ** 2 - 1) / s**2  # (log q)' and (log q)''
    log_phi = -z * z / 2 - (2 * arb.pi()).log() / 2
    dz = (log_q - log_phi).exp()
    f = (power * log_phi + (1 - power) * log_q).exp()
    first = -power * z * dz + (1 - power) * score
    return f, f * (first * first - power * (dz * dz + z * dz * (score + z * dz)) + (1 - power) * bend)


def _tail(m: arb, s: arb, power: int) -> arb:
    slope = (2 * m / s + REACH + 1) * s / REACH  # of T, beyond
    mass = (arb(REACH) / arb(2).sqrt()).erfc()  # both sides, at most
    return arb(0).union(slope**power * mass)
