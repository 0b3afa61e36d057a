"""Source points, their directions, and what a map does to them: the same numbers for every split over processes and chunks.

    point n:  x0, z_1, z_2, ... from SeedSequence([seed, n])

A chunk is the unit of work: chunks begin at multiples of its size in n, and a shard is a run of whole chunks, so that a batch is
the same whoever computes it. Letters: x0 (N, *shape), z (k, N, *shape), y (N, m) features, w = J z (N, k, m), gram = J J^T.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from analytic.door import count, whole
from analytic.options import each, function, one_of, placed, seeded
from learned import flow, probe
from learned.dependence.points import Array

Push = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]  # x0, z (k, N, *shape) -> y, J z (k, N, m)
Pull = Callable[[Tensor], Tensor]  # x0 -> rows of J (N, m, D)
Map = Callable[[Tensor], Tensor]  # x0 -> y (N, m), each point by itself


@dataclass(frozen=True)
class Sample:
    """What was measured at the source points `index`, in float64."""

    index: np.ndarray[Any, Any]  # (N,)
    y: Array  # (N, m)
    w: Array  # (N, k, m)
    length: Array  # (N, k), |z|
    gram: Array | None = None  # (N, m, m)


def shards(n: int, world: int, rank: int, chunk: int = 1) -> range:
    """The source points of one process: whole chunks, in order, as even as they go."""
    n, world, rank, chunk = (whole(name, value) for name, value in (("n", n), ("world", world), ("rank", rank), ("chunk", chunk)))
    if not (n >= 1 and chunk >= 1 and 0 <= rank < world):
        raise ValueError(
            f"n = {n}, chunk = {chunk}, rank {rank} of {world}: n, chunk and world must be 1 or more, 0 <= rank < world"
        )
    chunks = -(-n // chunk)
    return range(min(n, chunks * rank // world * chunk), min(n, chunks * (rank + 1) // world * chunk))


def draw(seed: int, index: Sequence[int], shape: Sequence[int], k: int) -> tuple[Array, Array]:
    """x0 (N, *shape) and z (k, N, *shape), all N(0, 1): point n has a stream of its own, and more directions only add to it."""
    seed, k, index, shape = seeded(seed), count("k", k, 1), each("index", index, count), each("shape", shape, count)
    both = np.empty((k + 1, len(index), *shape))
    for i, n in enumerate(index):
        both[:, i] = np.random.default_rng(np.random.SeedSequence([seed, int(n)])).standard_normal((k + 1, *shape))
    return both[0], both[1:]


def measure(
    push: Push,
    pull: Pull | None,
    seed: int,
    index: Sequence[int],
    shape: Sequence[int],
    k: int,
    chunk: int = 64,
    dtype: torch.dtype = torch.float64,
    device: str = "cpu",
) -> Sample:
    """Features, wiggles, and J J^T where `pull` is given, at the source points `index`, a chunk at a time."""
    function("push", push)
    if pull is not None:
        function("pull", pull)
    k, chunk, index = count("k", k, 1), count("chunk", chunk, 1), each("index", index, count)
    if not index:
        raise ValueError("0 source points: give an index of one or more")
    placed(dtype, device)
    parts = []
    for part in _chunks(index, chunk):
        x0, z = draw(seed, part, shape, k)
        x, tangents = (torch.as_tensor(a, dtype=dtype, device=device) for a in (x0, z))
        y, w = push(x, tangents)
        rows = None if pull is None else _array(pull(x))
        gram = None if rows is None else rows @ rows.swapaxes(1, 2)
        length = np.sqrt((z.reshape(k, len(part), -1) ** 2).sum(-1)).T
        parts.append(Sample(np.array(part), _array(y), _array(w).swapaxes(0, 1), length, gram))
    return merge(parts)


def merge(parts: Sequence[Sample]) -> Sample:
    """One sample of all, in the order of the source points; none may be there twice."""
    each("parts", parts, lambda name, part: one_of(name, part, Sample))
    columns = {f.name: [getattr(p, f.name) for p in parts] for f in fields(Sample)}
    if not parts or any(c is None for c in columns["gram"]) != all(c is None for c in columns["gram"]):
        raise ValueError(f"{len(parts)} parts, some with J J^T and some without: measure all of them in the same way")
    whole: dict[str, Any] = {name: None if c[0] is None else np.concatenate(c) for name, c in columns.items()}
    order = np.argsort(whole["index"], kind="stable")
    n = whole["index"][order]
    if (twice := n[1:][n[1:] == n[:-1]]).size:
        raise ValueError(f"source point {twice[0]} is in two parts: shards must not overlap")
    ordered: dict[str, Any] = {name: None if c is None else c[order] for name, c in whole.items()}
    return Sample(**ordered)


def gather(sample: Sample) -> Sample:
    """The sample of all processes, on each of them, under torchrun with its process group begun; else the sample itself."""
    if not (torch.distributed.is_available() and torch.distributed.is_initialized()):
        return sample
    parts: list[Any] = [None] * torch.distributed.get_world_size()
    torch.distributed.all_gather_object(parts, sample)
    return merge(parts)


def forward(f: Map) -> Push:
    """y = f(x) and J z by forward mode."""
    function("f", f)
    return lambda x, z: probe.jvp(f, x, z)


def reverse(f: Map) -> Pull:
    """Rows of J by reverse mode, a cotangent for each feature."""
    function("f", f)

    def pull(x: Tensor) -> Tensor:
        return probe.vjp(f, x, _axes(f(x)))[1].flatten(2).movedim(0, 1)

    return pull


def through(field: probe.Field, features: Map, **integration: Any) -> tuple[Push, Pull]:
    """y = features(phi_1(x0)) for the flow of a field: J z carried along the trajectory, and rows of J back along it."""

    function("field", field)
    function("features", features)

    def push(x: Tensor, z: Tensor) -> tuple[Tensor, Tensor]:
        end, v = flow.push(field, x, z, **integration)
        return probe.jvp(features, end, v)

    def pull(x: Tensor) -> Tensor:
        end = flow.integrate(field, x, **integration)
        _, cotangents = probe.vjp(features, end, _axes(features(end)))
        return flow.pull(field, x, cotangents, **integration)[1].flatten(2).movedim(0, 1)

    return push, pull


def _axes(y: Tensor) -> Tensor:
    """The unit vector of each feature in turn, for all points: (m, N, m)."""
    return torch.eye(y.shape[1], dtype=y.dtype, device=y.device)[:, None].expand(-1, *y.shape)


def _chunks(index: Sequence[int], chunk: int) -> list[list[int]]:
    """Cut where n passes a multiple of `chunk`."""
    parts: dict[int, list[int]] = {}
    for n in index:
        parts.setdefault(int(n) // chunk, []).append(int(n))
    return list(parts.values())


def _array(a: Tensor) -> Array:
    return np.asarray(a.detach().double().cpu())
