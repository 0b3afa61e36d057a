"""Derivatives of maps f: x (N, *shape) -> y (N, *out), where row n of y depends on row n of x alone: J_n = dy_n/dx_n.

Letters: z (k, N, *shape) directions, w (k, N, *out) cotangents, v(x, t) a velocity field. Nothing here needs or keeps gradients of
weights. `chunk` is how many directions go through f together; it changes the memory and nothing else, to rounding. Left out, it is
what fits in `directions.BUDGET` bytes. Errors at the door: ValueError, TypeError.
"""

import math
import warnings
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.func import vmap

from analytic.door import count
from analytic.options import function, known
from learned.probe.directions import KINDS, Field, Map, axes, check_directions, check_probes, dot, draw, plain, points, said, size
from learned.probe.quotients import SCHEMES, Difference, differences
from learned.probe.tangents import Short

warnings.filterwarnings("ignore", ".torch.jit.script. is deprecated", FutureWarning)  # torch's own, when torch.func is first used
__all__ = [
    "KINDS", "SCHEMES", "Difference", "Estimate", "Field", "Map", "Singular", "differences", "divergence", "hutchinson",
    "hutchinson_variance", "jacobian", "jvp", "top_singular", "vjp",
]  # fmt: skip


def jvp(f: Map, x: Tensor, z: Tensor, chunk: int | None = None) -> tuple[Tensor, Tensor]:
    """y = f(x) (N, *out) and J z (k, N, *out), by forward mode: the k directions of a chunk share y."""
    function("f", f)
    check_directions("z", z, points(x).shape, x)
    x = x.contiguous()  # forward mode through group_norm fails on channels-last tensors on the CPU
    once_and_each: Any = (None, 0)  # of y and J z; vmap's own annotation lacks None in a tuple
    parts = []

    def along(d: Tensor) -> Any:
        return torch.func.jvp(f, (x,), (d,))

    with torch.no_grad(), Short():
        for part in z.split(size(x, len(z), chunk)):
            y, Jz = vmap(along, out_dims=once_and_each)(part.contiguous())
            parts.append(Jz)
    return y, torch.cat(parts)


def vjp(f: Map, x: Tensor, w: Tensor, chunk: int | None = None) -> tuple[Tensor, Tensor]:
    """y = f(x) (N, *out) and J^T w (k, N, *shape), by reverse mode: the k cotangents share y and its graph."""
    function("f", f)
    with torch.no_grad():
        both: Any = torch.func.vjp(f, points(x).contiguous())
        y, pull = both
        check_directions("w", w, y.shape, y)
        parts = [vmap(pull)(part)[0] for part in w.split(size(x, len(w), chunk))]
    return y, torch.cat(parts)


def jacobian(f: Map, x: Tensor, chunk: int | None = None) -> Tensor:
    """J_n = dy_n/dx_n, (N, *out, *shape), in full: for small dimension."""
    D = points(x)[0].numel()
    columns = jvp(f, x, axes(x, range(D)), chunk)[1]
    return columns.movedim(0, -1).reshape(*columns.shape[1:], *x.shape[1:])


def divergence(field: Field, x: Tensor, t: Any, chunk: int | None = None) -> Tensor:
    """div v = sum_i dv_i/dx_i, (N,): exact, a JVP for each of the D axes."""
    function("field", field)
    D, total = points(x)[0].numel(), x.new_zeros(len(x))
    step = size(x, D, chunk)
    for first in range(0, D, step):
        e = axes(x, range(first, min(first + step, D)))
        total = total + dot(e, jvp(lambda a: field(a, t), x, e, step)[1]).sum(0)
    return total


@dataclass(frozen=True, eq=False)
class Estimate:
    mean: Tensor  # (N,)
    error: Tensor  # (N,), its standard error


def hutchinson(
    field: Field,
    x: Tensor,
    t: Any,
    probes: int,
    kind: str = "gaussian",
    generator: torch.Generator | None = None,
    chunk: int | None = None,
) -> Estimate:
    """div v = E[z^T J z] over probes with E[z z^T] = I: mean and standard error. One has `hutchinson_variance`."""
    function("field", field)
    check_probes(probes, kind)
    step, q = size(points(x), probes, chunk), []
    for first in range(0, probes, step):
        z = draw(x, min(step, probes - first), kind, generator)
        q.append(dot(z, jvp(lambda a: field(a, t), x, z, step)[1]))
    return estimate(torch.cat(q))


def estimate(q: Tensor) -> Estimate:
    """Mean over the k independent values of (k, N), and its standard error."""
    return Estimate(q.mean(0), q.std(0) / math.sqrt(len(q)))


def hutchinson_variance(J: Tensor, kind: str) -> Tensor:
    """Var[z^T J z] = 2 |Js|_F^2 for Gaussian z, less 2 sum_i Js_ii^2 for Rademacher z; Js = (J + J^T)/2, J (..., D, D)."""
    known("kind of probes", kind, KINDS)
    if not plain(J) or not J.is_floating_point() or J.ndim < 2 or J.shape[-1] != J.shape[-2] or not torch.isfinite(J).all():
        raise ValueError(f"J is {said(J)}: give a floating-point tensor (..., D, D) of finite numbers")
    Js = (J + J.mT) / 2
    squares = (Js**2).sum((-2, -1))
    return 2 * squares if kind == "gaussian" else 2 * (squares - (Js.diagonal(dim1=-2, dim2=-1) ** 2).sum(-1))


@dataclass(frozen=True, eq=False)
class Singular:
    """A v_i = s_i u_i, s descending; a singular value of A lies within `residual` = |A v_i - s_i u_i| of s_i: A^T u_i = s_i v_i."""

    u: Tensor  # (N, rank, *out)
    s: Tensor  # (N, rank)
    v: Tensor  # (N, rank, *shape)
    residual: Tensor  # (N, rank)


def top_singular(
    f: Map,
    x: Tensor,
    rank: int,
    oversample: int = 8,
    iterations: int = 4,
    generator: torch.Generator | None = None,
    chunk: int | None = None,
) -> Singular:
    """The `rank` largest singular values of J_n and their directions: randomised subspace iteration, by JVPs and VJPs only.

    All rows start from the same random directions, so a row's result does not depend on the rest of the batch.
    """
    function("f", f)
    rank, iterations = count("rank", rank, 1), count("iterations", iterations, 1)
    oversample = count("oversample", oversample)
    out = tuple(torch.func.vjp(f, points(x).contiguous())[0].shape[1:])
    most = min(math.prod(out), x[0].numel())
    if rank > most:
        raise ValueError(f"rank = {rank}: J_n has {most} singular values; give at most as many")
    k = min(rank + oversample, most)
    V = torch.randn(k, *x.shape[1:], generator=generator, dtype=x.dtype, device=x.device)[:, None].expand(k, *x.shape)
    for _ in range(iterations):
        Q = _basis(jvp(f, x, V, chunk)[1])
        B = vjp(f, x, Q, chunk)[1]  # J^T Q
        V = _basis(B)
    R, s, L = torch.linalg.svd(_columns(B), full_matrices=False)  # J^T Q = R s L
    v = R.mT[:, :rank].reshape(len(x), rank, *x.shape[1:])
    u = (_columns(Q) @ L.mT).mT[:, :rank].reshape(len(x), rank, *out)
    off = _columns(jvp(f, x, v.transpose(0, 1), chunk)[1]).mT - s[:, :rank, None] * u.flatten(2)
    return Singular(u, s[:, :rank], v, torch.linalg.vector_norm(off, dim=-1))


def _columns(a: Tensor) -> Tensor:
    """(k, N, *any) -> (N, D, k)."""
    return a.flatten(2).permute(1, 2, 0)


def _basis(a: Tensor) -> Tensor:
    """For each n an orthonormal basis of the span of a[:, n], in the layout of a."""
    return torch.linalg.qr(_columns(a))[0].permute(2, 0, 1).reshape(a.shape)
