"""`python -m tests.bench [training | probes | growth] [--json PATH] [--seconds S]`: drift and Jacobian
in float64, against what users write instead.

torch and jax: vmap(jacfwd), factorisations outside, jax under jit; loop: NumPy, a point at a time. "tuned": the fastest of
the variants in `peers`, where that is another one (blocks of points; one spectral decomposition for all t, as here).
In every round all contestants take turns, each after a call that is not counted. A round gives one ratio per contestant;
the ratios printed are medians over rounds. Then a training step, probes through flows, and how times grow (alone: `training`,
`probes`, `growth`), each with its target.
Exit status 1: an output differs by more than 1e-10 of its largest entry. A missed target is said at the end.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from rich.console import Console

from analytic import mixture
from analytic.arithmetic import _blocks, balls, digits, float64
from tests.bench import growth, peers, probes, training
from tests.bench.problems import SIZES, Problem, problem
from tests.bench.table import milliseconds, show, table

AGREE = 1e-10
LOOP, WIDE = 50, 100  # points the loop, and torch in dimension 64, are given: their times are scaled to N
INSTALL = "pip install -r tests/bench/requirements.lock"
PEERS = {"torch": (peers.torch_autodiff, WIDE), "jax": (peers.jax_autodiff, 10**9), "loop": (peers.numpy_loop, LOOP)}


def seconds(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def ours(p: Problem) -> Callable[[], tuple[Any, Any]]:
    mix = mixture.mixture(float64(), p.w, p.m, p.C, p.m0, p.S0)
    return lambda: mixture.drift_and_jacobian(mix, p.t, p.x)


def difference(found: tuple[Any, Any], expected: tuple[Any, Any]) -> float:
    """Largest difference in u and in J, over the points that were computed, relative to the largest entry."""
    pairs = [(np.asarray(a), b[: len(a)]) for a, b in zip(found, expected, strict=True)]
    return max(float(abs(a - b).max() / abs(b).max()) for a, b in pairs)


def turn(call: Callable[[], Any]) -> float:
    """Seconds of the second of two calls (of the first if it is long): what ran before has let go of caches and cores."""
    first = seconds(call)
    return first if first > 1 else seconds(call)


def enter(name: str, p: Problem, expected: tuple[Any, Any]) -> dict[str, dict[str, Any]]:
    """The first variant of a peer, and its fastest one if that is another; all of them are compared with `expected`."""
    make, most = PEERS[name]
    N = len(p.x)
    n = min(N, most) if name == "loop" or p.size[1] >= 64 else N
    calls = make(p.first(n))
    off = max(difference(call(), expected) for _, call in calls)
    best = min(calls, key=lambda c: min(seconds(c[1]), seconds(c[1]))) if len(calls) > 1 else calls[0]
    chosen = {name: calls[0]} | ({f"{name}, tuned": best} if best is not calls[0] else {})
    return {
        label: {"variant": variant, "points": n, "difference": off, "call": call, "scale": N / n, "seconds": []}
        for label, (variant, call) in chosen.items()
    }


def line(K: int, d: int, N: int, per_point: bool, budget: float, names: list[str]) -> dict[str, Any]:
    p = problem(K, d, N, per_point)
    call = ours(p)
    expected = call()
    entries: dict[str, dict[str, Any]] = {}
    for name in names:
        entries |= enter(name, p, expected)
    own: list[float] = []
    rate: list[float] = []
    start = time.perf_counter()
    while len(own) < 5 or (time.perf_counter() - start < budget and len(own) < 200):
        own.append(turn(call))
        for e in entries.values():
            if len(e["seconds"]) < 3 or (e["scale"] == 1 and e["seconds"][-1] < 1):
                e["seconds"].append(turn(e["call"]) * e["scale"])
        rate += [dgemm_rate()] if d == 64 else []
    for e in entries.values():
        del e["call"]
        e["ratio"] = median(b / a for a, b in zip(own, e["seconds"], strict=False))
        e["times"] = spread(e.pop("seconds"))
    flops = 8 * N * K * d**2 + (2 * N * K * d**3 if per_point else 0)
    return {
        "K": K,
        "d": d,
        "N": N,
        "t": "per point" if per_point else "one",
        "rounds": len(own),
        "times": spread(own),
        "peers": entries,
        "dgemm": flops / median(own) / median(rate) if rate else None,
        "ratio": min(e["ratio"] for name, e in entries.items() if "tuned" not in name),
        "ratio, tuned": min(e["ratio"] for e in entries.values()),
    }


def spread(times: list[float]) -> dict[str, float]:
    return {"min": min(times), "median": median(times), "max": max(times)}


def dgemm_rate(n: int = 1000) -> float:
    """Flop/s of A B, n x n, by BLAS on all its threads: the best of three, once per round."""
    A = np.random.default_rng(0).standard_normal((n, n))
    return 2 * n**3 / min(seconds(lambda: A @ A) for _ in range(3))


def exact(points: int = 4) -> dict[str, Any]:
    """The Jacobian of one mixture, K = 3 and d = 4: balls of 256 bits against 60 digits."""
    x = [[i - j for j in range(4)] for i in range(points)]
    covs = [[[(k + 2) * (i == j) + 1 for j in range(4)] for i in range(4)] for k in range(3)]
    weights = [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]
    law: dict[str, Any] = {"weights": weights, "means": [[k, 0, -k, 1] for k in range(3)], "covs": covs}
    calls = {}
    for name, ar in (("balls", balls(256)), ("digits", digits(60))):
        mix = mixture.mixture(ar, **law)

        def call(ar: Any = ar, mix: Any = mix) -> None:
            with ar.scope():
                mixture.jacobian(mix, Fraction(1, 3), x)

        call()
        calls[name] = call
    rounds = [{name: seconds(call) for name, call in calls.items()} for _ in range(9)]
    times = {name: spread([r[name] for r in rounds]) for name in calls}
    return {"points": points, **times, "ratio": median(r["digits"] / r["balls"] for r in rounds)}


def import_seconds() -> dict[str, float]:
    code = "import time; t = time.perf_counter(); import verify; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(6)]
    return spread([float(r.stdout) for r in runs[1:]])


def busy(call: Callable[[], Any]) -> float:
    """Cores kept busy by the second of two calls: processor time over elapsed time, so also what other processes leave us."""
    call()
    start, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.process_time() - cpu) / (time.perf_counter() - start)


def machine(names: list[str]) -> dict[str, Any]:
    """Versions, thread counts as set, and cores as measured on one matrix product in each library."""
    import torch

    A = np.random.default_rng(0).standard_normal((1500, 1500))
    T = torch.as_tensor(A)
    found: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine(), "cpus": os.cpu_count()}
    found |= {name: version(name) for name in ("numpy", "torch", "jax") if find_spec(name)}
    found |= {name: os.environ.get(name, "unset") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    found |= {"workers": _blocks.cores(), "torch threads": torch.get_num_threads(), "load": os.getloadavg()[0]}
    found |= {"cores busy, numpy": round(busy(lambda: A @ A), 1), "cores busy, torch": round(busy(lambda: T @ T), 1)}
    if "jax" in names:
        import jax

        jax.config.update("jax_enable_x64", True)
        X = jax.numpy.asarray(A)
        found["cores busy, jax"] = round(busy(lambda: jax.block_until_ready(X @ X)), 1)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("part", nargs="?", choices=["training", "probes", "growth"], help="this part alone")
    parser.add_argument("--json", type=Path, help="write the results here as well")
    parser.add_argument("--seconds", type=float, default=2.0, help="time for the rounds of one line (at least 5 rounds)")
    args = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 180)
    if args.part:
        part = {"training": training, "probes": probes, "growth": growth}[args.part]
        results: dict[str, Any] = {args.part: part.show(console)}
        finish(console, args.json, results, part.missed(results[args.part]))
        return 0
    names = [name for name in PEERS if name == "loop" or find_spec(name)]
    setting = machine(names)
    console.print(", ".join(f"{k} {v}" for k, v in setting.items()), highlight=False)
    for name in PEERS.keys() - set(names):
        console.print(f"{name}: not run; install with `{INSTALL}`", highlight=False)
    rows, out = [], table(names)
    for per_point in (False, True):
        for K, d, N in SIZES:
            rows.append(line(K, d, N, per_point, args.seconds, names))
            show(out, rows[-1], names)
            console.print(
                f"[{len(rows)}/8] K = {K}, d = {d}, N = {N}: ratio {rows[-1]['ratio']:.2f}", highlight=False, markup=False
            )
    console.print(out)
    arbitrary, started = exact(), import_seconds()
    console.print(
        f"Jacobian, K = 3, d = 4, {arbitrary['points']} points: balls of 256 bits {milliseconds(arbitrary['balls'])} ms, "
        f"60 digits {milliseconds(arbitrary['digits'])} ms, ratio {arbitrary['ratio']:.1f}"
    )
    console.print(f"import verify: {milliseconds(started)} ms")
    step, carried, grown = training.show(console), probes.show(console), growth.show(console)
    wrong = [r for r in rows if max(e["difference"] for e in r["peers"].values()) > AGREE]
    console.print(f"outputs agree to {AGREE}: {'yes' if not wrong else 'NO'}")
    results = {"setting": setting, "lines": rows, "exact": arbitrary, "import": started, "training": step, "probes": carried}
    results["growth"] = grown
    finish(console, args.json, results, training.missed(step) + probes.missed(carried) + growth.missed(grown))
    return int(bool(wrong))


def finish(console: Console, path: Path | None, results: dict[str, Any], missed: list[str]) -> None:
    if path:
        path.write_text(json.dumps(results, indent=1) + "\n")
    console.print(f"targets missed: {'; '.join(missed) or 'none'}", highlight=False)


if __name__ == "__main__":
    sys.exit(main())
