"""Causal models of three and four variables: five graphs in symbols and in numbers, published ones, one whose arrows cancel."""

from dataclasses import dataclass, replace
from fractions import Fraction as F
from functools import partial
from typing import Any

import numpy as np

from analytic import gaussian, scm
from analytic.arithmetic import Arithmetic, Array, Points
from verify.claim import Regime


@dataclass(frozen=True, eq=False)
class Setting:
    """A model; x_k = value is done; x are units; `values` are seen of the nodes."""

    ar: Arithmetic
    model: scm.Model
    k: int
    value: Array
    x: Points
    nodes: tuple[int, ...]
    values: Array


def setting(B: Any, V: Any, c: Any, k: int, value: Any, x: Any, nodes: tuple[int, ...], values: Any, ar: Arithmetic) -> Setting:
    return Setting(ar, scm.model(ar, B, V, c), k, ar.array([value])[0], ar.array(x), nodes, ar.array(values))


GRAPHS: dict[str, tuple[tuple[tuple[int, int], ...], int, tuple[int, ...]]] = {  # arrows from, to; what is done; what is seen
    "common cause": (((0, 1), (0, 2)), 1, (2,)),
    "mediator": (((0, 1), (1, 2)), 1, (2,)),
    "collider": (((0, 2), (1, 2)), 0, (2,)),
    "triangle": (((0, 1), (0, 2), (1, 2)), 1, (0,)),
    "mediator, numbered otherwise": (((2, 0), (0, 1)), 0, (1,)),
}
WEIGHTS = (F(3, 4), F(-2), F(1, 3), F(5, 2))


def _matrix(arrows: tuple[tuple[int, int], ...], weights: Any, n: int) -> list[list[Any]]:
    at = dict(zip(arrows, weights, strict=False))
    return [[at.get((j, i), 0) for j in range(n)] for i in range(n)]


def _symbolic(name: str, k: int | None = None) -> Regime:
    arrows, own, nodes = GRAPHS[name]
    k, done = (own, "") if k is None else (k, f", {k} done")
    many: Any = lambda letter, n: [f"{letter}_{i}" for i in range(n)]  # noqa: E731
    of = (_matrix(arrows, "abc", 3), many("S", 3), many("c", 3), k, "w", [many("x", 3)], nodes, many("y", len(nodes)))
    return Regime.once(f"symbols, {name}{done}", f"all models of the graph {name}{done}", partial(setting, *of))


def _numbers(name: str, arrows: Any, n: int, k: int, nodes: tuple[int, ...]) -> Regime:
    V, c = [F(2), F(3), F(1, 2), F(1)][:n], [F(1), F(-1), F(2), F(0)][:n]
    x = [[F(1), F(-2), F(1, 2), F(3)][:n], [F(0), F(1, 3), F(5), F(-1)][:n]]
    of = (_matrix(arrows, WEIGHTS, n), V, c, k, F(7, 3), x, nodes, [F(4, 3), F(-1, 5)][: len(nodes)])
    return Regime.once(name, f"{name}, effects and noises that are no ones", partial(setting, *of))


SYMBOLIC = tuple(map(_symbolic, GRAPHS))
DIAMOND = _numbers("diamond", ((0, 1), (0, 2), (1, 3), (2, 3)), 4, 1, (3, 0))
NUMBERS = (*(_numbers(name, arrows, 3, k, nodes) for name, (arrows, k, nodes) in GRAPHS.items()), DIAMOND)
APART = Regime.once(
    "no arrows", "three variables, none a cause", partial(setting, _matrix((), (), 3), [2, 3, F(1, 2)], [1, -1, 2], 0, 2,
    [[1, 2, 3]], (1,), [2])
)  # fmt: skip
CANCELLED = Regime.once(
    "arrows that cancel",
    "0 -> 1 -> 2 with effects 2 and 3, 0 -> 2 with effect -6",
    partial(setting, [[0, 0, 0], [2, 0, 0], [-6, 3, 0]], [1, 1, 1], [0, 0, 0], 1, 2, [[1, 2, 3]], (1,), [2]),
)
ROOT_SYMBOLIC = (_symbolic("mediator", 0),)
ROOT = tuple(
    _numbers(f"{name}, first done", GRAPHS[name][0], 3, 0, GRAPHS[name][2]) for name in ("common cause", "mediator", "triangle")
)


def published(name: str, about: str, B: Any, V: Any, c: Any, k: int = 0, x: Any = None) -> Regime:
    n = len(V)
    return Regime.once(name, about, partial(setting, B, V, c, k, 2, x or [[0] * n], (n - 1,), [0]))


BENCH = "a published benchmark of causal flows, noises N(0, 1)"
CHAIN = published("linear chain", BENCH, [[0, 0, 0], [10, 0, 0], [0, F(1, 4), 0]], [1, 1, 4], [0, 0, 0])
TRIANGLE = published("linear triangle", BENCH, [[0, 0, 0], [10, 0, 0], [1, F(1, 2), 0]], [1, 1, 1], [1, 0, 0])
COLLIDER = published("linear collider", BENCH, [[0, 0, 0], [0, 0, 0], [F(-1, 2), F(1, 4), 0]], [1, 1, F(1, 4)], [0, 2, 0])
FORK = published(
    "linear fork",
    BENCH,
    [[0, 0, 0, 0], [0, 0, 0, 0], [F(-3, 2), F(1, 4), 0, 0], [0, 0, 1, 0]],
    [1, 1, F(1, 4), F(1, 16)],
    [0, 2, 0, 0],
)
BENCHMARK = {  # means; variances; the slopes and the effects of each variable on the next
    CHAIN: "0 0 0  1 101 165/16  10 1/4  10 1/4",
    TRIANGLE: "1 10 6  1 101 149/4  10 121/202  10 1/2",
    COLLIDER: "0 2 1/2  1 1 9/16  0 1/4  0 1/4",
    FORK: "0 2 1/2 1/2  1 1 41/16 21/8  0 1/4 1  0 1/4 1",
}
SIMPSON = published("Simpson", "0 -> 1 with 2, 0 -> 2 with 4, 1 -> 2 with -1, unit noises",
                    [[0, 0, 0], [2, 0, 0], [4, -1, 0]], [1, 1, 1], [0, 0, 0], 1)  # fmt: skip
ONES = published("common cause, effects 1", "0 -> 1, 0 -> 2 with 1, unit noises", [[0, 0, 0], [1, 0, 0], [1, 0, 0]], [1, 1, 1],
                 [0, 0, 0], 1)  # fmt: skip
JOE = published(
    "homework",
    "X -> H with 1/2, X -> Y with 7/10, H -> Y with 2/5; X = 1/2, H = 1, Y = 3/2",
    [[0, 0, 0], [F(1, 2), 0, 0], [F(7, 10), F(2, 5), 0]],
    [1, 1, 1],
    [0, 0, 0],
    1,
    [[F(1, 2), 1, F(3, 2)]],
)


@dataclass(frozen=True, eq=False)
class Coin:
    """x a coin; y = g_x u, or y = h_x u, u ~ N(0, 1): two models; a unit with x = 0 and this y."""

    ar: Arithmetic
    g: Array  # (2,)
    h: Array  # (2,)
    y: Array


def _coin(g: Any, h: Any, y: Any, ar: Arithmetic) -> Coin:
    return Coin(ar, ar.array(g), ar.array(h), ar.array(y))


TURNED = tuple(
    Regime.once(f"y = u, or y = {h0} u and {h1} u", "x a coin, u ~ N(0, 1)", partial(_coin, [1, 1], [h0, h1], [1, F(-2, 3)]))
    for h0, h1 in ((1, -1), (-1, 1))
)
BOTH_TURNED = Regime.once("y = 2 u and 3 u, or -2 u and -3 u", "x a coin", partial(_coin, [2, 3], [-2, -3], [1, F(-2, 3)]))


@dataclass(frozen=True, eq=False)
class Map:
    """An end map x = T z, moved along k."""

    ar: Arithmetic
    T: Array
    k: int


def _map(rows: Any, k: int, ar: Arithmetic) -> Map:
    return Map(ar, ar.array(rows), k)


MAPS = tuple(
    Regime.once(f"a map of three, {k} moved", "d=3, neither triangular nor symmetric",
                partial(_map, [[1, 2, F(1, 3)], [-1, F(1, 2), 3], [0, 2, -1]], k)) for k in (0, 2)
)  # fmt: skip
MAPS_SYMBOLIC = (
    Regime.once("symbols, maps of three", "all maps, d=3", partial(_map, [[f"T_{i}{j}" for j in range(3)] for i in range(3)], 1)),
)


def _pair(cov: Any, ar: Arithmetic) -> gaussian.Pair:
    S = [[ar.array(e)[()] for e in row] for row in cov]
    return gaussian.independent(ar, [0] * len(S), np.eye(len(S), dtype=int), [0] * len(S), S)


def pair(name: str, cov: Any) -> Regime:
    return Regime.once(name, f"N(0, I) to N(0, S), {name}", partial(_pair, cov))


UNIT_PAIRS = tuple(pair(f"variances 1, correlation {r}", [[1, r], [r, 1]]) for r in (F(4, 5), F(-3, 5)))
UNIT_PAIRS_SYMBOLIC = (pair("symbols, variances 1", [[1, "w"], ["w", 1]]),)
HALF = pair("variances 1, correlation 1/2", [[1, F(1, 2)], [F(1, 2), 1]])
APART_PAIR = pair("independent", [[1, 0], [0, 4]])
TRIANGLE_PAIR = pair("linear triangle", [[1, 10, 6], [10, 101, F(121, 2)], [6, F(121, 2), F(149, 4)]])


TIMES = (F(1, 5), F(1, 2), F(4, 5))
MASKED = tuple(replace(r, times=TIMES, takes="t") for r in UNIT_PAIRS)
MASKED_SYMBOLIC = tuple(replace(r, times=("t",), takes="t") for r in UNIT_PAIRS_SYMBOLIC)
MASKED_APART = (replace(APART_PAIR, times=TIMES, takes="t"),)
