"""Difference quotients of f: x (N, *shape) -> y (N, *out), a step for each row, and the error to be expected of them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from learned.directions import Map, directions, points


@dataclass(frozen=True, eq=False)
class Difference:
    estimate: Tensor  # (N, *out), of J z
    step: Tensor  # (N,)
    error: Tensor  # (N,), predicted: truncation + rounding, of the largest entry
    unresolvable: Tensor  # (N,) bool: predicted error above RESOLVED of the estimate, or something is not finite


RESOLVED = 1e-2
SCHEMES = {"forward": (1, 2), "central": (2, 6)}  # order p, and c in the truncation M h^p/c, M = |f^(p+1)| along z


def differences(f: Map, x: Tensor, z: Tensor, step: Any = None, scheme: str = "central") -> Difference:
    """(f(x + h z) - f(x - h z))/(2h) or (f(x + h z) - f(x))/h, h for each row, with its predicted error M h^p/c + e/h.

    e, the error that f itself carries, is at least u |f|, and is measured: differences of f too high to see anything smooth. M is
    the largest (p+1)-st difference at steps near h and above it. h, unless given, is the power of two that balances the two.
    """
    directions("z", z[None], points(x).shape, x)
    if scheme not in SCHEMES:
        raise ValueError(f"scheme {scheme!r} is not known: use {' or '.join(SCHEMES)}")
    h = None if step is None else torch.as_tensor(step, dtype=x.dtype, device=x.device).expand(len(x))
    if h is not None and not (torch.isfinite(h) & (h > 0)).all():
        raise ValueError(f"step = {step}: give a number above 0, or one for each row")
    u, (p, c) = torch.finfo(x.dtype).eps / 2, SCHEMES[scheme]
    rows = (-1, *[1] * (x.ndim - 1))
    # |h z| in units of the point: a direction's length must not matter
    scale = (
        (x.flatten(1).norm(dim=1).clamp(min=1) / z.flatten(1).norm(dim=1).clamp(min=torch.finfo(x.dtype).tiny))
        .log2()
        .round()
        .exp2()
    )

    def at(k: float, s: Tensor) -> Tensor:
        return f(x + k * s.reshape(rows) * z).flatten(1)

    with torch.no_grad():
        e = _noise(at, scale * 2 ** round(math.log2(u) * 0.85), u)
        coarse = [scale * 2 ** round(math.log2(u) / (2 * p + 1) - i) for i in (0, 1, 2)] + ([] if h is None else [h, h / 2])
        M = torch.stack([_higher(at, s, p + 1) for s in coarse]).amax(0)
        if h is None:
            h = torch.minimum((c * e / (p * M)) ** (1 / (p + 1)), scale / 4).log2().round().exp2()
        top = at(1, h) - at(-1 if scheme == "central" else 0, h)
        estimate = top / ((2 if scheme == "central" else 1) * h[:, None])
        error = M * h**p / c + (1 if scheme == "central" else 2) * e / h
        resolved = (error <= RESOLVED * estimate.abs().amax(1)) & torch.isfinite(estimate).all(1)
        return Difference(estimate.reshape(f(x).shape), h, error, ~resolved)


def _noise(at: Callable[[float, Tensor], Tensor], s: Tensor, u: float) -> Tensor:
    """The error of f, (N,): sqrt((k!)^2/(2k)! mean |Delta^k f|^2) for k = 4, 5, 6, where f is straight (More, Wild 2011)."""
    f = torch.stack([at(k, s) for k in range(-4, 5)])  # (9, N, m)
    found = [u * f[4].abs().amax(1)]
    for k in (4, 5, 6):
        high = torch.diff(f, k, dim=0)
        found.append((math.factorial(k) ** 2 / math.factorial(2 * k) * (high**2).amax(2).mean(0)).sqrt())
    return torch.stack(found).amax(0)


def _higher(at: Callable[[float, Tensor], Tensor], s: Tensor, order: int) -> Tensor:
    """max_i |d^order f_i| along the direction, (N,), by a central difference of step s."""
    if order == 2:
        return ((at(1, s) - 2 * at(0, s) + at(-1, s)).abs().amax(1)) / s**2
    return (at(2, s) - 2 * at(1, s) + 2 * at(-1, s) - at(-2, s)).abs().amax(1) / (2 * s**3)
