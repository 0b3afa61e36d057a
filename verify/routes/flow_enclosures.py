"""Certified integrals over the flow map of two equal modes on a line; and, uncertified, the same over the source.

Source N(0, 1), data (N(-m, s^2) + N(m, s^2))/2, T the flow map, so E[T'^p] = int phi(z)^p q(x)^(1-p) dx, z = Phi^-1(F(x)) and
q the data's density: z by `line.flow_map`, q and its derivatives by `mixture`; the integral alone is another than theirs. On each
cell the integrand is f = exp(g): int f = f w + f'' w^3/24 with f'' = f (g'^2 + g'') enclosed on the cell. Outside |x| <= m + 8 s:
T' <= (z + 1/z) s^2/(x - m) and z <= (x + m)/s, by Mills' ratio, so the tail is below 1e-14.
"""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from flint import arb, ctx

from analytic import estimator, line, mixture
from analytic.arithmetic import Array, Law, balls

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
        ar, m, s, mix = _modes(m2, s2)
        edge = ar.array(within)[()] if within is not None else m + REACH * s
        x = edge * ar.array([[j] for j in range(2 * cells + 1)]) / (2 * cells)  # half of the line: cells and their midpoints
        z = line.flow_map(mix, 1, 0, x)
        ends, w = x[::2], edge / cells
        cell = np.frompyfunc(arb.union, 2, 1)(ends[:-1], ends[1:]), np.frompyfunc(arb.union, 2, 1)(z[:-1:2], z[2::2])
        middle, _ = _integrand(mix, x[1::2], z[1::2], power)
        _, second = _integrand(mix, *cell, power)
        inside: arb = 2 * (middle * w + second * w**3 / 24).sum()
        return inside if within is not None else inside + _tail(m, s, power)


@cache
def by_differences(m2: Fraction, s2: Fraction, power: int, nodes: int = 300) -> arb:
    """E[T'(x0)^p] over the source, |x0| <= m + 5 max(s, 1), by the trapezoidal rule, T' by differences of T: no enclosure."""
    with ctx.workprec(BITS):
        ar, _, _, mix = _modes(m2, s2)
        h = ar.array(STEP)

        def slope(x: Array) -> Array:
            return ((line.flow_map(mix, 0, 1, x + h) - line.flow_map(mix, 0, 1, x - h)) / (2 * h))[:, 0] ** power

        moment: arb = estimator.expectation(mix, 0, slope, nodes, reach=5)  # without it 1e-8 of the moment
        return moment


def _modes(m2: Fraction, s2: Fraction) -> tuple[Any, arb, arb, Law]:
    ar = balls(BITS)
    m, s = ar.sqrt(ar.array([m2, s2]))
    return ar, m, s, mixture.mixture(ar, [Fraction(1, 2)] * 2, [[m], [-m]], [[[s2]]] * 2)


def _integrand(mix: Law, x: Array, z: Array, power: int) -> tuple[Array, Array]:
    """f and f'' at x, z the point of the source that flows there: z' = q/phi, z'' = z' (q'/q + z z')."""
    ar, at = mix.ar, mix.ar.array(1)
    log_q, score = mixture.log_density(mix, at, x), mixture.score(mix, at, x)[:, 0]
    bend, z = mixture.score_jacobian(mix, at, x)[:, 0, 0], z[:, 0]
    log_phi = -z * z / 2 - ar.log(2 * ar.pi()) / 2
    dz = ar.exp(log_q - log_phi)
    f = ar.exp(power * log_phi + (1 - power) * log_q)
    first = -power * z * dz + (1 - power) * score
    return f, f * (first * first - power * (dz * dz + z * dz * (score + z * dz)) + (1 - power) * bend)


def _tail(m: arb, s: arb, power: int) -> arb:
    slope = (2 * m / s + REACH + 1) * s / REACH  # of T, beyond
    mass = (arb(REACH) / arb(2).sqrt()).erfc()  # both sides, at most
    return arb(0).union(slope**power * mass)
