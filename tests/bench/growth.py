"""`python -m tests.bench growth`: what forms no Jacobian, finite data at scale, and a time per point.

Growth: time ~ size^exponent, by least squares over three sizes, one of N, d, K growing at a time; beside it what the Jacobian
takes for the same answer. Finite data: 60 000 points of 784 dimensions, 256 queries, against torch by brute force (distances by
a matrix product; its own forward mode for J z). A time per point: 20 000 points, against one number for all. Times are of the
processor, with one thread in each library: waiting threads would count. The contestants take turns; each time is the least of
the rounds. Outputs are compared with the slow route: `off`, relative to the largest entry.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from analytic import arithmetic, directions, empirical, gaussian, mixture
from tests.bench.judging import off
from tests.bench.problems import problem

ROUNDS = 3
AGREE = {"float64": 1e-10, "float32": 1e-3}  # logarithms of weights are as large as 10^3: their rounding is that of the weights
CLOUD = (60_000, 784, 256)
MOST = {"N": 1.15, "d": 2.15, "K": 1.15}  # exponents: what a formula costs, and what a small size hides
SIZES: dict[str, tuple[int, ...]] = {"N": (1000, 2000, 4000), "d": (16, 32, 64), "K": (4, 8, 16)}
BASE = {"N": 1000, "d": 32, "K": 8}
CLOUDS: dict[str, tuple[int, ...]] = {"N": (20_000, 40_000, 80_000), "d": (98, 196, 392)}
SLOWER = 2.0  # a time per point, at most


def least(calls: list[Callable[[], Any]], rounds: int = ROUNDS) -> list[float]:
    """Processor seconds of each, the least of the rounds, after a call that is not counted."""
    for call in calls:
        call()
    times = [[_seconds(call) for call in calls] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def _seconds(call: Callable[[], Any]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


Fast = Callable[[], Any]


def of_mixtures(name: str, N: int, d: int, K: int) -> tuple[Fast, Fast]:
    """The call, and the same by way of the Jacobian."""
    p = problem(K, d, N, per_point=False)
    law = mixture.mixture(arithmetic.float64(), p.w, p.m, p.C, p.m0, p.S0)
    z = np.random.default_rng(1).standard_normal((N, 1, d))
    jacobian = mixture.score_jacobian if name == "score_jvp" else mixture.jacobian
    spec = {"divergence": "nii->n", "vjp": "nji,nmj->nmi"}.get(name, "nij,nmj->nmi")

    def slow() -> Any:
        J = jacobian(law, p.t, p.x)
        return np.einsum(spec, J) if name == "divergence" else np.einsum(spec, J, z)

    if name == "divergence":
        return partial(mixture.divergence, law, p.t, p.x), slow
    return partial(getattr(directions, name), law, p.t, p.x, z), slow


def of_clouds(name: str, N: int, d: int, queries: int = 4) -> tuple[Fast, Fast]:
    random = np.random.default_rng([N, d])
    law = empirical.cloud(arithmetic.float64(), random.standard_normal((N, d)))
    x, z = random.standard_normal((queries, d)), random.standard_normal((queries, 1, d))

    def slow() -> Any:
        J = empirical.jacobian(law, 0.5, x)
        return np.einsum("nii->n", J) if name == "divergence" else np.einsum("nij,nmj->nmi", J, z)

    return partial(getattr(empirical, name), law, 0.5, x, *([z] if name == "jvp" else [])), slow


def grows(what: str, calls: Callable[..., tuple[Fast, Fast]], sizes: dict[str, tuple[int, ...]], base: dict[str, int]) -> Any:
    fast, slow = calls(**base)
    row: dict[str, Any] = {"line": what, "off": off(fast(), slow()), "agree": AGREE["float64"]}
    quick, long = least([fast, slow])
    row |= {"ratio": quick / long, "targets": [[[f"exponent of {letter}", "<=", MOST[letter]]] for letter in sizes]}
    for letter, values in sizes.items():
        times = least([calls(**base | {letter: value})[0] for value in values], 5)
        row[f"exponent of {letter}"] = float(np.polyfit(np.log(values), np.log(times), 1)[0])
    return row


def growth() -> Iterator[dict[str, Any]]:
    for name in ("jvp", "vjp", "score_jvp", "divergence"):
        yield grows(f"mixtures, {name}", partial(of_mixtures, name), SIZES, BASE)
    for name in ("jvp", "divergence"):
        yield grows(f"finite data, {name}", partial(of_clouds, name), CLOUDS, {"N": 20_000, "d": 98})


def brute(y: Any, t: float) -> dict[str, Callable[..., Any]]:
    """Velocity, score and J z of finite data as they are written in torch."""

    def mean(x: Any) -> Any:
        squares = (x * x).sum(1)[:, None] - 2 * t * x @ y.T + t * t * (y * y).sum(1)
        return torch.softmax(-squares / (2 * (1 - t) ** 2), -1) @ y

    def velocity(x: Any, z: Any) -> Any:
        return (mean(x) - x) / (1 - t)

    return {
        "drift": velocity,
        "score": lambda x, z: (t * mean(x) - x) / (1 - t) ** 2,
        "jvp": lambda x, z: torch.func.jvp(lambda x: velocity(x, z), (x,), (z[:, 0],))[1],
    }


def at_scale(dtype: str) -> Iterator[dict[str, Any]]:
    N, d, n = CLOUD
    random = np.random.default_rng(0)
    y, x, z = (torch.as_tensor(random.standard_normal(s), dtype=getattr(torch, dtype)) for s in ((N, d), (n, d), (n, 1, d)))
    ar, given = (arithmetic.float64(), (x.numpy(), z.numpy())) if dtype == "float64" else (arithmetic.torch(y.dtype), (x, z))
    law, t = empirical.cloud(ar, y), 0.5
    for name, theirs in brute(y, t).items():
        fast = partial(getattr(empirical, name), law, t, given[0], *([given[1]] if name == "jvp" else []))
        slow = partial(theirs, x, z)
        before = _peak()
        found = fast()
        row = {"line": f"finite data, {name}, {dtype}", "MiB more": _peak() - before, "agree": AGREE[dtype]}
        row["off"] = off(found, slow())
        quick, long = least([fast, slow], 2)
        yield row | {"ratio": quick / long, "targets": [[["ratio", "<=", 1.0]]]}


def _peak() -> int:
    """MiB that the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def per_point(d: int, N: int = 20_000) -> dict[str, Any]:
    random = np.random.default_rng(d)
    A = random.standard_normal((2 * d, 2 * d))
    G = A @ A.T / d + 0.3 * np.eye(2 * d)
    pair = gaussian.joint(arithmetic.float64(), np.zeros(d), G[:d, :d], np.ones(d), G[d:, d:], G[:d, d:])
    x, t = random.standard_normal((N, d)), random.uniform(0.02, 0.98, N)
    several, one = partial(gaussian.drift, pair, t, x), partial(gaussian.drift, pair, 0.6, x)
    few = np.array([gaussian.drift(pair, s, y) for s, y in zip(t[:200], x[:200], strict=True)])
    row = {"line": f"gaussian.drift, a time per point, d = {d}", "off": off(several()[:200], few), "agree": AGREE["float64"]}
    long, quick = least([several, one], 7)
    return row | {"ratio": long / quick, "targets": [[["ratio", "<=", SLOWER]]]}


def rows() -> Iterator[dict[str, Any]]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield from growth()
            for d in (1, 2, 3, 4, 8, 16):
                yield per_point(d)
            for dtype in ("float64", "float32"):
                yield from at_scale(dtype)
    finally:
        torch.set_num_threads(before)
