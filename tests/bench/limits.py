"""How long a line takes at least on this machine: its products at the rate of NumPy's BLAS, its outputs at that of memory.

Products of another library may be faster than that BLAS: then the share is above 1.
"""

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from tests.bench.clock import seconds
from tests.bench.problems import Problem

SIZE = 1000  # of the product A B that is timed
Rates = tuple[float, float]  # flop/s, bytes/s


def rates(J: Any) -> Callable[[], Rates]:
    """What BLAS does on all its threads, and what is written when J is copied into memory that is there: best of three each."""
    A = np.random.default_rng(0).standard_normal((SIZE, SIZE))
    place = np.empty_like(J)
    calls = partial(np.matmul, A, A), partial(np.copyto, place, J)

    def measure() -> Rates:
        product, copy = (min(seconds(call) for _ in range(3)) for call in calls)
        return 2 * SIZE**3 / product, J.nbytes / copy

    return measure


def flops(p: Problem) -> int:
    """Of the products that give J from factors; for a time per point, of those that make the factors too."""
    K, d, N = p.size
    return 8 * N * K * d**2 + (2 * N * K * d**3 if np.ndim(p.t) else 0)


def columns(p: Problem, measured: list[Rates], ms: float) -> dict[str, float]:
    """Both limits, and how near them `ms` is: 1 at the limit."""
    _, d, N = p.size
    products, memory = (median(column) for column in zip(*measured, strict=True))
    limits = {"product limit": 1e3 * flops(p) / products, "memory limit": 1e3 * 8 * N * (d * d + d) / memory}
    return {f"{name}, ms": value for name, value in limits.items()} | {f"of {name}": value / ms for name, value in limits.items()}
