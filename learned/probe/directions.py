"""Directions z (k, N, *shape) at points x (N, *shape): unit vectors, random probes, how many fit in memory, and their doors."""

from collections.abc import Callable
from reprlib import repr as short
from typing import Any

import torch
from torch import Tensor

from analytic.door import count, whole
from analytic.options import known

Map = Callable[[Tensor], Tensor]
Field = Callable[[Tensor, Any], Tensor]

BUDGET, WIDTH = 2**30, 256  # bytes for one pass, and the numbers that a network holds for each number of x
KINDS = ("gaussian", "rademacher")


def dot(a: Tensor, b: Tensor) -> Tensor:
    """a . b for each row, (k, N)."""
    return (a * b).flatten(2).sum(-1)


def axes(x: Tensor, which: range) -> Tensor:
    """Unit vectors along these axes of a row, for all rows: (k, N, *shape)."""
    one = torch.zeros(len(which), x[0].numel(), dtype=x.dtype, device=x.device)
    one[range(len(which)), which] = 1
    return one.reshape(len(which), 1, *x.shape[1:]).expand(-1, *x.shape)


def draw(x: Tensor, k: int, kind: str, generator: torch.Generator | None) -> Tensor:
    """k probes like x, one after another: however they are chunked, they are the same."""
    z = [torch.randn(x.shape, generator=generator, dtype=x.dtype, device=x.device) for _ in range(k)]
    return torch.stack(z) if kind == "gaussian" else torch.stack(z).sign()


def batch(x: Tensor) -> Tensor:
    """Rows of real numbers, whatever they are: those of a flow that diverges show it."""
    if not (plain(x) and x.is_floating_point() and x.ndim >= 2):
        raise ValueError(f"x is {said(x)}: give a floating-point tensor (N, *shape), a point in each row")
    return x


def points(x: Tensor) -> Tensor:
    if not batch(x).numel():
        raise ValueError(f"x is {said(x)}: give a point in each row, one at least")
    if not wrapped(x) and not torch.isfinite(x).all():
        raise ValueError(f"x is not finite in row {int((~torch.isfinite(x)).flatten(1).any(1).nonzero()[0])}: leave it out")
    return x


def wrapped(x: Any) -> bool:
    """A tensor inside a transform of torch.func, whose values are not there to be looked at."""
    return isinstance(x, Tensor) and bool(torch._C._functorch.is_functorch_wrapped_tensor(x))


def plain(x: Any) -> bool:
    """A tensor with numbers in memory."""
    return isinstance(x, Tensor) and x.layout is torch.strided and x.device.type != "meta"


def said(x: Any) -> str:
    if not isinstance(x, Tensor):
        return short(x)
    return f"{tuple(x.shape)} {x.dtype}" + ("" if plain(x) else f", {x.layout} on {x.device}")


def check_directions(name: str, z: Tensor, shape: Any, like: Tensor) -> None:
    if not plain(z) or z.ndim < 1 or z.shape[1:] != shape or not len(z) or z.dtype != like.dtype:
        raise ValueError(f"{name} is {said(z)}: it must be (k, {', '.join(map(str, shape))}) {like.dtype}, k >= 1; z[None] for one")
    if not wrapped(z) and not torch.isfinite(z).all():
        raise ValueError(f"{name} holds NaN or infinity: leave out what is not finite")


def check_probes(probes: int, kind: str) -> None:
    known("kind of probes", kind, KINDS)
    count("probes", probes, 2)  # a mean with a standard error


def size(x: Tensor, k: int, chunk: int | None) -> int:
    """How many directions at a time."""
    if chunk is not None and (chunk := whole("chunk", chunk, "give how many directions, or leave it out")) < 1:
        raise ValueError(f"chunk = {chunk}: give 1 or more directions, or leave it out")
    return min(k, chunk or max(1, BUDGET // (WIDTH * x.numel() * x.element_size())))
