"""Difference quotients of f: x (N, *shape) -> y (N, *out), a step for each row, and the error to be expected of them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from analytic.options import function, known, positive
from learned.probe.directions import Map, check_directions, plain, points, said


@dataclass(frozen=True, eq=False)
class Difference:
    estimate: Tensor  # (N, *out), of J z
    step: Tensor  # (N,)
    error: Tensor  # (N,), predicted: truncation + rounding, of the largest entry
    unresolvable: Tensor  # (N,) bool: predicted error above RESOLVED of the estimate, or something is not finite


At = Callable[[float, Tensor], Tensor]  # (k, s) -> f(x + k s z), (N, m)
RESOLVED = 1e-2
SCHEMES = {"forward": (1, 2), "central": (2, 6)}  # order p, and c in the truncation M h^p/c, M = |f^(p+1)| along z


def differences(f: Map, x: Tensor, z: Tensor, step: Any = None, scheme: str = "central") -> Difference:
    """(f(x + h z) - f(x - h z))/(2h) or (f(x + h z) - f(x))/h, h for each row, with its predicted error M h^p/c + e/h.

    e, the error that f itself carries, is at least u |f|, and is measured: differences of f too high to see anything smooth. M is
    the largest (p+1)-st difference at steps near h and above it. h, unless given, is the power of two that balances the two.
    """
    function("f", f)
    check_directions("z", z[None] if plain(z) else z, points(x).shape, x)
    known("scheme", scheme, SCHEMES)
    h = None if step is None else _given(step, x)

    def at(k: float, s: Tensor) -> Tensor:
        return f(x + k * s.reshape(-1, *[1] * (x.ndim - 1)) * z).flatten(1)  # (N, m)

    with torch.no_grad():
        h, truncation, e = _steps(at, _scale(x, z), h, SCHEMES[scheme], torch.finfo(x.dtype).eps / 2)
        low, width, roundings = (-1, 2, 1) if scheme == "central" else (0, 1, 2)
        estimate = (at(1, h) - at(low, h)) / (width * h[:, None])  # (N, m)
        error = truncation + roundings * e / h  # (N,)
        resolved = (error <= RESOLVED * estimate.abs().amax(1)) & torch.isfinite(estimate).all(1)
        return Difference(estimate.reshape(f(x).shape), h, error, ~resolved)


def _given(step: Any, x: Tensor) -> Tensor:
    """(N,), from a number or one for each row."""
    each = step if plain(step) and step.ndim == 1 else torch.tensor(positive("step", step))
    if (
        each.is_complex()
        or each.dtype is torch.bool
        or len(x) % max(each.numel(), 1)
        or not (torch.isfinite(each) & (each > 0)).all()
    ):
        raise ValueError(f"step is {said(step)}: give a number above 0, or one for each of {len(x)} rows")
    return each.to(x).expand(len(x))


def _steps(at: At, scale: Tensor, h: Tensor | None, order: tuple[int, int], u: float) -> tuple[Tensor, Tensor, Tensor]:
    """h as given or as it balances the two errors, M h^p/c, and the error e of f itself; (N,) each."""
    p, c = order
    e = _noise(at, scale * 2 ** round(math.log2(u) * 0.85), u)
    coarse = [scale * 2 ** round(math.log2(u) / (2 * p + 1) - i) for i in (0, 1, 2)] + ([] if h is None else [h, h / 2])
    M = torch.stack([_higher(at, s, p + 1) for s in coarse]).amax(0)
    if h is None:
        h = torch.minimum((c * e / (p * M)) ** (1 / (p + 1)), scale / 4).log2().round().exp2()
    return h, M * h**p / c, e


def _scale(x: Tensor, z: Tensor) -> Tensor:
    """The power of two nearest to |x|/|z|, |x| at least 1, (N,): the length of a direction must not matter."""
    size = x.flatten(1).norm(dim=1).clamp(min=1) / z.flatten(1).norm(dim=1).clamp(min=torch.finfo(x.dtype).tiny)
    return size.log2().round().exp2()


def _noise(at: At, s: Tensor, u: float) -> Tensor:
    """The error of f, (N,): sqrt((k!)^2/(2k)! mean |Delta^k f|^2) for k = 4, 5, 6, where f is straight (More, Wild 2011)."""
    f = torch.stack([at(k, s) for k in range(-4, 5)])  # (9, N, m)
    found = [u * f[4].abs().amax(1)]
    for k in (4, 5, 6):
        high = torch.diff(f, k, dim=0)
        found.append((math.factorial(k) ** 2 / math.factorial(2 * k) * (high**2).amax(2).mean(0)).sqrt())
    return torch.stack(found).amax(0)


def _higher(at: At, s: Tensor, order: int) -> Tensor:
    """max_i |d^order f_i| along the direction, (N,), by a central difference of step s."""
    if order == 2:
        return ((at(1, s) - 2 * at(0, s) + at(-1, s)).abs().amax(1)) / s**2
    return (at(2, s) - 2 * at(1, s) + 2 * at(-1, s) - at(-2, s)).abs().amax(1) / (2 * s**3)
