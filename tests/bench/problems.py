"""The same mixture for everybody: anisotropic source, full covariances, points from the law of x_t."""

from dataclasses import dataclass
from typing import Any

import numpy as np

SIZES = ((3, 2, 20000), (10, 16, 2000), (10, 64, 500), (10, 64, 5000))


@dataclass(frozen=True, eq=False)
class Problem:
    w: Any  # (K,)
    m: Any  # (K, d)
    C: Any  # (K, d, d)
    m0: Any  # (d,)
    S0: Any  # (d, d)
    t: Any  # a number, or (N,)
    x: Any  # (N, d)

    @property
    def size(self) -> tuple[int, int, int]:
        return *self.m.shape, len(self.x)

    def first(self, n: int) -> "Problem":
        """The same problem on its first n points."""
        t = self.t[:n] if np.ndim(self.t) else self.t
        return Problem(self.w, self.m, self.C, self.m0, self.S0, t, self.x[:n])


def problem(K: int, d: int, N: int, per_point: bool) -> Problem:
    rng = np.random.default_rng([2024, K, d, N])
    w = rng.dirichlet(np.full(K, 5.0))
    m, m0 = 2 * rng.standard_normal((K, d)), rng.standard_normal(d)
    C, S0 = _covariance(rng, (K, d, d)), _covariance(rng, (d, d))
    t = rng.uniform(0.02, 0.98, N) if per_point else np.full((), 0.6)
    a = np.broadcast_to(t, N)[:, None]
    k = rng.choice(K, N, p=w)
    x0 = m0 + rng.standard_normal((N, d)) @ np.linalg.cholesky(S0).T
    x1 = m[k] + np.einsum("nij,nj->ni", np.linalg.cholesky(C)[k], rng.standard_normal((N, d)))
    return Problem(w / w.sum(), m, C, m0, S0, t if per_point else float(t), (1 - a) * x0 + a * x1)


def _covariance(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    A = rng.standard_normal(shape)
    return A @ A.swapaxes(-1, -2) / shape[-1] + 0.3 * np.eye(shape[-1])
