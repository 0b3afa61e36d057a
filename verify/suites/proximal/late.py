"""(1 - t) Dv along trajectories, in its parts: those along the normal and the tangent of a circle, or sorted eigenvalues."""

from typing import Any

import numpy as np
import torch

from learned import flow, probe
from verify.suites.proximal.kinds import CIRCLE, Field

TIMES = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
POINTS = 400  # trajectories: a share is known to 5 % at 95 %
STEPS = 8  # of the solver between neighbours of TIMES


def sources(seed: int) -> Any:
    return torch.from_numpy(np.random.default_rng([seed, 1]).standard_normal((POINTS, 2)))


def path(name: str, field: Any, x: Any) -> list[Any]:
    """x_t at TIMES: the straight lines of optimal transport, else by RK4 with STEPS steps between neighbours."""
    if name == Field.OPTIMAL:
        return [(1 - t) * x + t * x / x.norm(dim=1, keepdim=True) for t in TIMES]
    out = []
    with torch.no_grad():
        for s, t in zip((0.0, *TIMES), TIMES, strict=False):
            x = flow.integrate(field, x, s, t, steps=STEPS, method="rk4")
            out.append(x)
    return out


def jacobian(field: Any, x: Any, t: Any) -> Any:
    return probe.jacobian(lambda a: field(a, t), x).numpy()


def parts(shape: str, J: Any, x: Any) -> Any:
    """(2, n): along the normal and the tangent of the circle, or sorted eigenvalues."""
    if shape != CIRCLE:
        return np.linalg.eigvalsh((J + J.transpose(0, 2, 1)) / 2).T
    n = x / np.linalg.norm(x, axis=1, keepdims=True)
    return np.stack([np.einsum("ni,nij,nj->n", a, J, a) for a in (n, n[:, ::-1] * [-1, 1])])
