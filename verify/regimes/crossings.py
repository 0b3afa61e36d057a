"""Turns by any angle, networks for an inverse, two independent pairs, solvers with their steps, Lipschitz constants."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from analytic import coupling, crossing, gaussian
from analytic.arithmetic import Arithmetic, Law, Time
from verify.claim import Regime
from verify.regimes.couplings import CORRELATED_LINES, FIVE_PAIRS, PLANE_PAIRS, TWO_PAIRS, noisy_draw, rotation
from verify.regimes.derived import once
from verify.regimes.mixtures import CLOSED
from verify.routes.draws import sample

Make = Callable[[Arithmetic], Law]


class Net(NamedTuple):
    ar: Any
    pairs: coupling.Lines  # x1 is x0 turned
    c: Any  # cosine of the turn
    n: int  # units


def _named(name: str, law: Make, times: tuple[Any, ...], points: tuple[tuple[Any, ...], ...]) -> Regime:
    return Regime(name, name, law, times, points)


def _alone(name: str, law: Make) -> Regime:
    return Regime.once(name, name, law)


def cosine(ar: Arithmetic, u: Any) -> tuple[Any, Any]:
    """Cosine and sine of the turn by 2 atan(u)."""
    v = ar.array(u)[()]
    return (1 - v * v) / (1 + v * v), 2 * v / (1 + v * v)


def _turn(u: Any) -> Make:
    return lambda ar: coupling.lines(ar, [0, 0], [0, 0], rotation(*cosine(ar, u)))


TURNS_BY = tuple(_named(f"turn 2 atan({u})", _turn(u), CLOSED, ((1, 0),)) for u in (0, 1, 11))
EVERY_TURN = (_named("every turn", _turn("u"), ("t",), (("x_0", "x_1"),)),)


def plane(d: int, u: Any) -> Regime:
    """x1 = mu + T x0, T a turn by 2 atan(u) in the first plane of R^d, c its cosine; x0 ~ N(0, I)."""

    def law(ar: Arithmetic) -> Law:
        c, s = cosine(ar, u)
        T = ar.eye(d)
        T[:2, :2] = np.array(rotation(c, s))
        return SimpleNamespace(ar=ar, T=T, c=c)

    return _alone(f"d = {d}, turn 2 atan({u})", law)


def net(u: Any, units: int) -> Regime:
    """Theta (I + t Theta)^-1, Theta + I a turn by 2 atan(u), against ReLU units: linear between equal steps; t in their middles."""
    middles = tuple(F(2 * k + 1, 2 * units) for k in sorted({0, units // 2, units - 1}))
    name = f"turn 2 atan({u}), {units} units"
    return Regime(name, name, lambda ar: Net(ar, _turn(u)(ar), cosine(ar, u)[0], units), middles, takes="t")


NETS = (net(F(1, 2), 2), net(F(1, 2), 64), net(11, 256))  # 53 degrees; 170, where I + Theta/2 is nearly singular
WIDENING = tuple(replace(r, name=r.name.split(",")[0], times=(F(0),)) for r in NETS[1:])  # for 1/h units, h -> 0


def _standard(d: int) -> Regime:
    eye = [[int(i == j) for j in range(d)] for i in range(d)]
    law = partial(gaussian.independent, mean0=[0] * d, cov0=eye, mean1=[0] * d, cov1=eye)
    return _alone(f"standard ends, d={d}", law)


SPACES = (_standard(2), _standard(3))
LINES_ALONE = once(CORRELATED_LINES)


def two_pairs(law: Law, n: int, random: Generator) -> SimpleNamespace:
    """Whether (1 - s) e0 + s e1 = 0 for some s in (0, 1), e the differences of two pairs: opposite directions, up to rounding."""
    one, two = sample(law, 1, n, random), sample(law, 1, n, random)  # the ends are the same at all times
    directions, rounding = np.zeros_like(one.x0), np.zeros(n)
    for x, y in ((one.x0, two.x0), (one.x1, two.x1)):
        size = np.sqrt(((x - y) ** 2).sum(1))
        directions += (x - y) / size[:, None]
        rounding += 2.0**-44 * np.abs([x, y]).max() / size  # of an angle: that of the points, chosen 2^8 units of float64
    return SimpleNamespace(xt=np.zeros((n, 1)), cross=(np.sqrt((directions**2).sum(1)) <= rounding).astype(float))


def gradients(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """|2 r x_t^T|^2 and |2 r|^2 at the least squares W, b of the draws themselves; not given x_t."""
    draw = sample(law, t, n, random)
    one = np.hstack([draw.xt, np.ones((n, 1))])
    r = draw.velocity - one @ np.linalg.lstsq(one, draw.velocity, rcond=None)[0]
    size = 4 * (r * r).sum(1)
    return SimpleNamespace(xt=np.zeros((n, 1)), values=np.stack([size * (draw.xt**2).sum(1), size], axis=1))


def steps(pairs: Regime, N: int) -> Regime:
    """Finitely many pairs, and N steps of Euler's method."""
    return _alone(f"{pairs.name}, {N} steps", lambda ar: SimpleNamespace(ar=ar, pairs=pairs.law(ar), N=N))


LANDING = (steps(TWO_PAIRS, 11), steps(TWO_PAIRS, 10))  # the second begins a step at the crossing
JUMPING = (steps(TWO_PAIRS, 11), steps(TWO_PAIRS, 51), steps(FIVE_PAIRS, 13), steps(PLANE_PAIRS, 9))


def reflection_steps(N: int) -> Regime:
    def law(ar: Arithmetic) -> SimpleNamespace:
        return SimpleNamespace(ar=ar, N=N, field=crossing.reflection(ar, 5))

    return _named(f"{N} steps", law, (F(1),), ((0,), (-2,), (7,)))


def _lipschitz(L: int) -> Regime:
    return _alone(f"L = {L}", lambda ar: SimpleNamespace(ar=ar, L=ar.array(L)[()]))


LIPSCHITZ = tuple(map(_lipschitz, (4, 10, 1000)))
EVERY_LIPSCHITZ = (_alone("every L >= 2", lambda ar: SimpleNamespace(ar=ar, L=2 + ar.array("a")[()] ** 2)),)


def _whole(name: str, T: list[list[int]]) -> Regime:
    return _alone(name, lambda ar: coupling.lines(ar, [0] * len(T), [1] * len(T), T))


MEETING = (
    _whole("lines that meet twice", [[-3, 5], [0, -1]]),
    _whole("lines that meet once in space", [[0, -1, 0], [1, 0, 0], [0, 1, -2]]),
    _whole("lines that meet at the end", [[1, 2, 0], [2, 4, 0], [0, 0, -3]]),
    _whole("lines that turn backwards", [[-1, -2], [2, -1]]),
    _whole("lines that meet once, sheared", [[-5, 4], [-1, -1]]),  # -3 twice, one eigenvector
    _whole("lines that meet all at once", [[-1, 0], [0, -1]]),
    _whole("lines that end in one point", [[0, 0], [0, 0]]),
    _whole("lines that meet once, in space, sheared", [[0, 1, 0], [0, 0, 1], [-8, -12, -6]]),  # -2 thrice, one eigenvector
)
NOISY_HALF_TURN = _named("half turn, noise 1/20", partial(coupling.turned, cos=-1, sin=0, sigma=F(1, 20)), CLOSED, ((1, F(2, 5)),))
UNSMOOTHED = _named("reflection before the crossing", partial(crossing.reflection, shift=5), (F(0), F(1, 4)), ((F(3, 5),), (-2,)))


def noisy_gradients(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """|G - mean G|^2, G = 2 (A x_t - (x1 - x0)) x_t^T, of a turn with noise, for the fields A = 0 and that of the pairs."""
    draw = noisy_draw(law, t, n, random)
    Theta = np.array(rotation(law.c, law.s)) - np.eye(2)
    values = []
    for A in (np.zeros((2, 2)), Theta @ np.linalg.inv(np.eye(2) + t * Theta)):
        G = 2 * (draw.xt @ A.T - (draw.x1 - draw.x0))[:, :, None] * draw.xt[:, None]
        values.append(((G - G.mean(0)) ** 2).sum((1, 2)))
    return SimpleNamespace(xt=np.zeros((n, 1)), values=np.stack(values, axis=1))
