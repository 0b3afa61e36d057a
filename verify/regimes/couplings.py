"""Couplings: lines, turns with noise, reflections, finitely many pairs, correlated ends on a line."""

from collections.abc import Callable
from fractions import Fraction as F
from functools import partial
from typing import Any

from numpy.random import Generator

from analytic import coupling, crossing, gaussian, interpolant
from analytic.arithmetic import Arithmetic, Law, Time
from verify.claim import Regime
from verify.regimes.derived import once
from verify.regimes.mixtures import CLOSED
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_ALIGNED, PAIR_COMMUTING
from verify.routes.draws import Draw, sample

HALF = F(1, 2)
POINTS, LINE_POINTS = ((F(3, 5), F(2, 5)), (-1, 2)), ((F(3, 5),), (-2,))
M = [[2, 1], [1, 2]]


def rotation(c: Any, s: Any) -> list[list[Any]]:
    return [[c, -s], [s, c]]


def third(ar: Arithmetic) -> tuple[Any, Any]:
    """Cosine and sine of 120 degrees."""
    return -ar.array(F(1, 2)), ar.sqrt(ar.array(3)) / 2


def _rotated(name: str, about: str, R: Any, cov1: Any = M, times: Any = CLOSED, points: Any = POINTS) -> Regime:
    d = len(cov1)
    return Regime(name, about, partial(coupling.rotated, mean1=list(range(1, d + 1)), cov1=cov1, R=R), times, points)


def _third_turn(ar: Arithmetic) -> coupling.Lines:
    c, s = third(ar)
    return coupling.lines(ar, [0, 0], [1, 2], ar.sqrtm(ar.array(M)) @ (c * ar.eye(2) + s * ar.array([[0, -1], [1, 0]])))


OPTIMAL_LINES = _rotated("optimal lines", "d=2, x1 = mu + M^1/2 x0", [[1, 0], [0, 1]])
LINES_3D = _rotated(
    "turned lines in 3-d",
    "d=3, M^1/2 after a turn by 60 degrees",
    [[F(2, 3), F(-1, 3), F(2, 3)], [F(2, 3), F(2, 3), F(-1, 3)], [F(-1, 3), F(2, 3), F(2, 3)]],
    [[2, 1, 0], [1, 2, 1], [0, 1, 2]],
    (F(1, 3), F(4, 5)),
    ((1, 0, -1), (F(1, 2), F(1, 3), F(1, 5))),
)
TURNED_LINES = (
    _rotated("lines turned by 53 degrees", "d=2, M^1/2 after a turn", rotation(F(3, 5), F(4, 5))),
    Regime("lines turned by 120 degrees", "d=2, M^1/2 after a turn", _third_turn, CLOSED, POINTS),
    _rotated("lines turned by 170 degrees", "d=2, nearly a half turn", rotation(F(-143, 145), F(24, 145))),
    LINES_3D,
)
HALF_TURN = _rotated(
    "half turn", "d=2, M = I: all lines meet at t = 1/2", [[-1, 0], [0, -1]], [[1, 0], [0, 1]], (0, F(1, 4), F(2, 3), 1)
)


def _turned(name: str, angle: Callable[[Arithmetic], tuple[Any, Any]], sigma: F, bridge: bool = False) -> Regime:
    def law(ar: Arithmetic) -> coupling.Turned:
        return coupling.turned(ar, *angle(ar), sigma, bridge)

    noise = f"{'bridge' if bridge else 'constant'} noise {sigma}"
    return Regime(f"{name}, {noise}", f"d=2, {noise}", law, CLOSED, POINTS)


def _rational(c: F, s: F) -> Callable[[Arithmetic], tuple[Any, Any]]:
    return lambda ar: (ar.array(c), ar.array(s))


TURNS = (
    _turned("turn by 53 degrees", _rational(F(3, 5), F(4, 5)), F(1, 20)),
    _turned("turn by 120 degrees", third, F(1, 20)),
    _turned("turn by 170 degrees", _rational(F(-143, 145), F(24, 145)), F(1, 20)),
    _turned("turn by 120 degrees", third, F(1, 20), True),
    _turned("turn by 120 degrees", third, F(1)),
)


def _reflection(e: F) -> Regime:
    law = partial(crossing.reflection, shift=5, smoothing=e)
    return Regime(f"reflection, noise {e}", "d=1, x1 = 5 - x0", law, CLOSED, LINE_POINTS)


REFLECTIONS = (_reflection(F(1)), _reflection(F(1, 10)), _reflection(F(1, 1000)))


def as_interpolant(law: Law) -> interpolant.Interpolant:
    """A turn or a reflection with its noise."""
    if isinstance(law, coupling.Turned):
        return coupling.turned_interpolant(law)
    pair = gaussian.deterministic(law.ar, [0], [[1]], law.h.reshape(1), [[-1]])
    return interpolant.interpolant(pair, interpolant.constant(law.e))


def noisy_draw(law: Law, t: Time, n: int, random: Generator) -> Draw:
    """n draws of a turn or a reflection with its noise."""
    return sample(as_interpolant(law), t, n, random)


def _pairs(name: str, about: str, x0: Any, x1: Any, times: Any) -> Regime:
    return Regime(name, about, partial(crossing.pairs, x0=x0, x1=x1), times, x0)


TWO_PAIRS = _pairs("two pairs", "d=1, -1 to 1 and 1 to -1", ((-1,), (1,)), ((1,), (-1,)), (F(0), F(1, 4), F(9, 10), F(1)))
FIVE_PAIRS = _pairs(
    "five pairs",
    "d=1, lines crossing seven times",
    ((-2,), (-1,), (0,), (1,), (3,)),
    ((1,), (-3,), (2,), (0,), (-1,)),
    (0, F(1, 7), F(3, 5), 1),
)
PLANE_PAIRS = _pairs(
    "three pairs in the plane",
    "d=2, two of them meet at t = 1/2",
    ((0, 0), (2, 0), (1, 3)),
    ((2, 2), (0, 2), (-1, 0)),
    (0, F(1, 3), F(4, 5), 1),
)
PAIRED = (TWO_PAIRS, FIVE_PAIRS, PLANE_PAIRS)


def _correlated(s0: F | int, s1: F | int, c: F | int) -> Regime:
    law = partial(gaussian.joint, mean0=[0], cov0=[[s0 * s0]], mean1=[1], cov1=[[s1 * s1]], cross=[[c]])
    return Regime(f"s0 = {s0}, s1 = {s1}, c = {c}", "d=1, correlated ends", law, CLOSED, LINE_POINTS)


CORRELATED_LINES = (
    _correlated(1, 1, 0),
    _correlated(1, 2, F(3, 2)),
    _correlated(HALF, 3, -1),
    _correlated(1, 1, F(-99, 100)),
    _correlated(2, F(1, 3), F(1, 2)),
)

WIDTHS = tuple(_correlated(1, s1, 0) for s1 in (F(3, 10), F(1, 20), F(2), F(5)))
NARROW = (WIDTHS[0], _correlated(2, F(1, 3), 0))
SPHERES = tuple(
    Regime(
        f"isotropic ends, d={d}, s1 = {s}",
        "centred, independent",
        partial(
            gaussian.independent,
            mean0=[0] * d,
            cov0=[[F(9, 4) * (i == j) for j in range(d)] for i in range(d)],
            mean1=[0] * d,
            cov1=[[s * s * (i == j) for j in range(d)] for i in range(d)],
        ),
        CLOSED,
        ((0,) * d,),
    )
    for d, s in ((1, F(1, 5)), (2, F(2)), (5, F(1, 5)))
)


def line_parameters(pair: Law) -> tuple[Any, Any, Any]:
    return (*(pair.ar.sqrt(S[0, 0]) for S in (pair.S0, pair.S1)), pair.X[0, 0])


def symbolic_line_pair() -> Regime:
    """s0 and s1 are a^2 + 1 and b^2 + 1: positive; c any."""

    def law(ar: Arithmetic) -> gaussian.Pair:
        s0, s1 = (1 + ar.array(name)[()] ** 2 for name in ("a", "b"))
        return gaussian.joint(ar, ["m0"], [[s0 * s0]], ["m1"], [[s1 * s1]], [["c"]])

    return Regime("symbols, correlated line", "all parameters, d=1, any correlation", law, ("t",), takes="t")


def _rectified(pair: Regime) -> Regime:
    def law(ar: Arithmetic) -> gaussian.Pair:
        free = pair.law(ar)
        return gaussian.deterministic(ar, free.m0, free.S0, free.m1, gaussian.flow_matrix(free, 1))

    return Regime(f"{pair.name}, rectified", f"{pair.about}, rectified once", law, pair.times, pair.points)


RECTIFIED = (_rectified(PAIR), _rectified(PAIR_3D))


def symbolic_lines(d: int) -> Regime:
    """Any affine coupling, all parameters as symbols."""

    def law(ar: Arithmetic) -> coupling.Lines:
        m0, m1 = ([f"{m}_{i}" for i in range(d)] for m in ("m0", "m1"))
        return coupling.lines(ar, m0, m1, [[f"T{i}{j}" for j in range(d)] for i in range(d)])

    return Regime(f"symbols d={d} lines", f"every affine map, d={d}", law, ("t",), (tuple(f"x_{i}" for i in range(d)),))


def ends(law: coupling.Lines, t: Time, x0: Any) -> tuple[Any, Any, Any]:
    """x_t, x0 and x1 of the pairs that start at x0."""
    x1 = law.m1 + (x0 - law.m0) @ law.T.T
    return (1 - t) * x0 + t * x1, x0, x1


FLOWING = once((CORRELATED_LINES[0], WIDTHS[2], PAIR, PAIR_COMMUTING, PAIR_ALIGNED))  # independent ends, d <= 2
