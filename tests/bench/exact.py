"""Beside the kernels, without a target: the exact arithmetics, and how long `import verify` takes."""

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from statistics import median
from typing import Any

from analytic import mixture
from analytic.arithmetic import balls, digits
from tests.bench.clock import milliseconds, seconds

POINTS, ROUNDS = 4, 9
IMPORT = "import time; t = time.perf_counter(); import verify; print(time.perf_counter() - t)"


def arithmetics() -> dict[str, Any]:
    """The Jacobian of one mixture, K = 3 and d = 4: balls of 256 bits against 60 digits."""
    x = [[i - j for j in range(4)] for i in range(POINTS)]
    covs = [[[(k + 2) * (i == j) + 1 for j in range(4)] for i in range(4)] for k in range(3)]
    weights = [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]
    law: dict[str, Any] = {"weights": weights, "means": [[k, 0, -k, 1] for k in range(3)], "covs": covs}
    calls = []
    for ar in (balls(256), digits(60)):
        mix = mixture.mixture(ar, **law)

        def call(ar: Any = ar, mix: Any = mix) -> None:
            with ar.scope():
                mixture.jacobian(mix, Fraction(1, 3), x)

        call()
        calls.append(call)
    times = [[seconds(call) for call in calls] for _ in range(ROUNDS)]
    name = f"Jacobian, K = 3, d = 4, {POINTS} points: 60 digits over balls of 256 bits"
    return {"line": name, "ratio": median(b / a for a, b in times), **milliseconds([a for a, _ in times])}


def rows() -> Iterator[dict[str, Any]]:
    yield arithmetics()
    runs = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True) for _ in range(6)]
    yield {"line": "import verify", **milliseconds([float(run.stdout) for run in runs[1:]])}
