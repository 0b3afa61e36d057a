"""Directions z (k, N, *shape) at points x (N, *shape): unit vectors, random probes, how many fit in memory, and their doors."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

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


def points(x: Tensor) -> Tensor:
    if not isinstance(x, Tensor) or not x.is_floating_point() or x.ndim < 2 or not x.numel():
        kind = f"{tuple(x.shape)} {x.dtype}" if isinstance(x, Tensor) else type(x).__name__
        raise ValueError(f"x is {kind}: give a floating-point tensor (N, *shape), a point in each row")
    if not torch.isfinite(x).all():
        raise ValueError(f"x is not finite in row {int((~torch.isfinite(x)).flatten(1).any(1).nonzero()[0])}: leave it out")
    return x


def check_directions(name: str, z: Tensor, shape: Any, like: Tensor) -> None:
    if not isinstance(z, Tensor) or z.ndim < 1 or z.shape[1:] != shape or not len(z) or z.dtype != like.dtype:
        kind = f"{tuple(z.shape)} {z.dtype}" if isinstance(z, Tensor) else type(z).__name__
        raise ValueError(f"{name} is {kind}: it must be (k, {', '.join(map(str, shape))}) {like.dtype}, k >= 1; z[None] for one")


def check_probes(probes: int, kind: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"probes of kind {kind!r} are not known: use {' or '.join(KINDS)}")
    if isinstance(probes, bool) or not isinstance(probes, int) or probes < 2:
        raise ValueError(f"probes = {probes!r}: a mean with a standard error needs 2 or more")


def size(x: Tensor, k: int, chunk: int | None) -> int:
    """How many directions at a time."""
    if chunk is not None and (isinstance(chunk, bool) or not isinstance(chunk, int) or chunk < 1):
        raise ValueError(f"chunk = {chunk!r}: give a whole number of directions, 1 or more, or leave it out")
    return min(k, chunk or max(1, BUDGET // (WIDTH * x.numel() * x.element_size())))
