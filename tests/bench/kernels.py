"""Drift and Jacobian in float64, against what users write instead.

torch and jax: vmap(jacfwd), factorisations outside, jax under jit; loop: NumPy, a point at a time. "tuned": the fastest of
the variants in `peers`, where that is another one (blocks of points; one spectral decomposition for all t, as here).
In every round all contestants take turns, each after a call that is not counted. A round gives one ratio per contestant, its time
over that of the fastest of ours; the ratios are medians over rounds.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np

from analytic import mixture
from analytic.arithmetic import Arithmetic, compiled, float64
from tests.bench import exact, limits, peers
from tests.bench.clock import Call, milliseconds, seconds, turn
from tests.bench.judging import Target, off
from tests.bench.problems import SIZES, Problem, problem

AGREE = 1e-10
LOOP, WIDE = 50, 100  # points the loop, and torch in dimension 64, are given: their times are scaled to N
FEWEST, MOST = 5, 200  # rounds
TARGETS: list[Target] = [[["ratio", ">=", 1.5]], [["ratio, tuned", ">=", 1.0]]]  # of the plain peers, and of all
LARGE, LARGEST = (64, 5000), [["ms", "<=", 60.0], ["of product limit", ">=", 0.25]]  # at this d, N


def by(arithmetic: Callable[[], Arithmetic]) -> Callable[[Problem], Call]:
    def make(p: Problem) -> Call:
        mix = mixture.mixture(arithmetic(), p.w, p.m, p.C, p.m0, p.S0)
        return lambda: mixture.drift_and_jacobian(mix, p.t, p.x)

    return make


OURS = {"float64": by(float64)} | ({"compiled": by(compiled)} if find_spec("jax") else {})
REFERENCE = "float64"  # of OURS: all outputs are compared with its
PEERS = {"torch": (peers.torch_autodiff, WIDE), "jax": (peers.jax_autodiff, 10**9), "loop": (peers.numpy_loop, LOOP)}


class By(StrEnum):
    US = "this library"
    PLAIN = "plain"
    TUNED = "tuned"


@dataclass(eq=False)
class Contestant:
    """A call that computes the first `points` of N, and the seconds of its rounds, `scale` times as long: of N points."""

    by: By
    variant: str
    call: Call
    points: int
    scale: float
    off: float
    seconds: list[float] = field(default_factory=list)

    @property
    def due(self) -> bool:
        return self.by is By.US or len(self.seconds) < 3 or (self.scale == 1 and self.seconds[-1] < 1)

    def record(self, best: "Contestant") -> dict[str, Any]:
        ratio = median(b / a for a, b in zip(best.seconds, self.seconds, strict=False))
        said = {"by": self.by.value, "variant": self.variant, "points": self.points, "off": self.off, "ratio": ratio}
        return said | milliseconds(self.seconds)


def difference(found: tuple[Any, Any], expected: tuple[Any, Any]) -> float:
    """Largest difference in u and in J, over the points that were computed, relative to the largest entry."""
    return float(np.max([off(a, b[: len(a)]) for a, b in zip(found, expected, strict=True)]))


def library(p: Problem, expected: tuple[Any, Any]) -> dict[str, Contestant]:
    calls = {name: make(p) for name, make in OURS.items()}
    N = len(p.x)
    return {name: Contestant(By.US, name, call, N, 1.0, difference(call(), expected)) for name, call in calls.items()}


def peer(name: str, p: Problem, expected: tuple[Any, Any]) -> dict[str, Contestant]:
    """The first variant of a peer, and its fastest one if that is another; all of them are compared with `expected`."""
    make, most = PEERS[name]
    N = len(p.x)
    n = min(N, most) if name == "loop" or p.size[1] >= 64 else N
    calls = make(p.first(n))
    apart = float(np.max([difference(call(), expected) for _, call in calls]))
    best = min(calls, key=lambda c: min(seconds(c[1]), seconds(c[1]))) if len(calls) > 1 else calls[0]
    found = {name: Contestant(By.PLAIN, *calls[0], n, N / n, apart)}
    return found | ({f"{name}, tuned": Contestant(By.TUNED, *best, n, N / n, apart)} if best is not calls[0] else {})


def compete(everybody: list[Contestant], measure: Callable[[], limits.Rates], budget: float) -> list[limits.Rates]:
    """Rounds, for about `budget` seconds; the machine's rates in the first of them."""
    start, measured = time.perf_counter(), []
    for i in range(MOST):
        if i >= FEWEST and time.perf_counter() - start > budget:
            break
        for contestant in everybody:
            if contestant.due:
                contestant.seconds.append(turn(contestant.call) * contestant.scale)
        measured += [measure()] if i < FEWEST else []
    return measured


def line(K: int, d: int, N: int, per_point: bool, budget: float, names: list[str]) -> dict[str, Any]:
    p = problem(K, d, N, per_point)
    expected = OURS[REFERENCE](p)()
    everybody = library(p, expected)
    for name in names:
        everybody |= peer(name, p, expected)
    measured = compete([*everybody.values()], limits.rates(expected[1]), budget)
    size = f"K = {K}, d = {d}, N = {f'{N:,}'.replace(',', ' ')}, {'t per point' if per_point else 'one t'}"
    row = {"line": size, **summary(everybody), "agree": AGREE, "targets": TARGETS + ([LARGEST] if (d, N) == LARGE else [])}
    return row | limits.columns(p, measured, row["ms"])


def summary(everybody: dict[str, Contestant]) -> dict[str, Any]:
    """The least ratio, of plain peers and of all, to the fastest of ours."""
    best = min((c for c in everybody.values() if c.by is By.US), key=lambda c: median(c.seconds))
    records = {name: c.record(best) for name, c in everybody.items()}
    plain, both = ([r["ratio"] for r in records.values() if r["by"] in kinds] for kinds in ([By.PLAIN], [By.PLAIN, By.TUNED]))
    found = {"ratio": float(np.min(plain)), "ratio, tuned": float(np.min(both)), "fastest": best.variant}
    apart = float(np.max([c.off for c in everybody.values()]))  # NaN stays NaN
    return {**found, **milliseconds(best.seconds), "rounds": len(best.seconds), "off": apart, "contestants": records}


def rows(budget: float) -> Iterator[dict[str, Any]]:
    names = [name for name in PEERS if name == "loop" or find_spec(name)]
    for per_point in (False, True):
        for K, d, N in SIZES:
            yield line(K, d, N, per_point, budget, names)
    yield from exact.rows()
