"""A published benchmark of causal flows: its linear models, seen and done."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Function, identity
from verify.regimes.causes import BENCHMARK
from verify.residuals.causes import exactly, rates
from verify.residuals.wrong import halved, off
from verify.routes.causes import covariance


def slopes(law: Law) -> Array:
    S = covariance(law.model)
    return np.stack([S[k + 1, k] / S[k, k] for k in range(len(S) - 1)])


def effects(law: Law) -> Array:
    return np.diagonal(rates(law.model), -1)


def numbers(law: Law, doing: Function = effects) -> Array:
    """Means, variances, the slopes and the effects of each variable on the next."""
    return np.concatenate([scm.mean(law.model), np.diagonal(scm.covariance(law.model)), slopes(law), doing(law)])


claim = Claim(
    id="FX-45b",
    source="Javaloy et al. 2023, the linear chain, triangle, collider and fork of its published code; numbers recomputed here",
    says="In the benchmark's linear models seeing is doing from each variable to the next, but for x2 to x3 in the triangle.",
    latex=r"\frac{S_{32}}{S_{22}}=\frac{121}{202},\quad T_{32}=\frac{1}{2}",
    formula=numbers,
    tests=tuple(test for r, printed in BENCHMARK.items() for test in identity(exactly(printed), (r,))),
    near_misses={"seen, not done": lambda law: numbers(law, slopes), "halves": halved(numbers), "off by 1e-9": off(numbers)},
    note="The benchmark's diamond and its models of Simpson's paradox have no linear version.",
)
