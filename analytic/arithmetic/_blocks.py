"""Points in blocks that stay in cache, and in small dimension the point axis last in memory.

The formulas see (n, d) points as always. NumPy is fast only along the contiguous axis, which must be the long one: for
d < NARROW blocks are in Fortran order, and `Lanes` keep that order. Threads share the blocks only where single matrix
products are long: otherwise they would wait for Python's lock. A block is computed by the same instructions whichever
thread takes it, so results do not depend on timing.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import numpy as np

from analytic.arithmetic.protocol import Array

DOUBLES = 3 * 2**17  # held per block, 3 MiB, the order of one core's cache
FEWEST = 64  # points per block, below which Python costs more than memory
NARROW = 8
LONG = 2**17  # multiplications per point from which threads pay


class Block(np.ndarray):
    """Points, or their times, that came through the door as part of a larger batch."""


class Lanes(Block):
    """Results of ufuncs are in Fortran order: the first axis, the points, is contiguous."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        plain = [np.asarray(a) if isinstance(a, Lanes) else a for a in inputs]
        if method != "__call__":
            return getattr(ufunc, method)(*plain, **kwargs)
        return ufunc(*plain, order="F", **kwargs).view(Lanes)


def pointwise(f: Callable[..., Any], mix: Any, t: Array, x: Array, *args: Any, **kwargs: Any) -> Any:
    """f(mix, t, x, ...), an array or a tuple of arrays with the batch axes of x first, block by block.

    Arrays among `args` with more axes than x belong to its points, and are cut with them.
    """
    K, d = mix.m.shape if hasattr(mix, "m") else (1, x.shape[-1])
    if x.ndim == 1 or not x.size or isinstance(x, Block):
        return f(mix, t, x, *args, **kwargs)
    points, times, N = x.reshape(-1, d), t.reshape(-1), x.size // d
    own = [a.reshape(N, *a.shape[x.ndim - 1 :]) if isinstance(a, np.ndarray) and a.ndim > x.ndim else None for a in args]
    order, lanes = (np.asfortranarray, Lanes) if d < NARROW else (np.ascontiguousarray, Block)

    def block(i: int, j: int) -> Any:
        here = (a if b is None else b[i:j].view(Block) for a, b in zip(args, own, strict=True))
        return f(mix, times[i:j].view(lanes) if t.ndim else t, order(points[i:j]).view(Block), *here, **kwargs)

    most = max(FEWEST, DOUBLES // (3 * d * d + (16 if t.ndim else 8) * K * d))
    buffer = np.getbufsize()
    try:
        np.setbufsize(16 if d < NARROW else buffer)  # else NumPy copies what it broadcasts along short rows
        outs = _assemble(block, N, most, cores() if K * d * d * (d if t.ndim else 4) > LONG else 1)
    finally:
        np.setbufsize(buffer)
    whole = [np.ascontiguousarray(out).reshape(x.shape[:-1] + out.shape[1:]) for out in (outs if type(outs) is tuple else [outs])]
    return tuple(whole) if type(outs) is tuple else whole[0]


def _assemble(block: Callable[[int, int], Any], N: int, most: int, threads: int) -> Any:
    """The results of blocks of at most `most` points, joined; an equal number of blocks for each thread."""
    if most >= N:
        return block(0, N)
    count = threads * -(-N // (most * threads))
    edges = [N * i // count for i in range(count + 1)]
    first = block(0, edges[1])
    several = isinstance(first, tuple)
    outs = tuple(np.empty((N, *part.shape[1:])) for part in (first if several else (first,)))

    def run(share: range) -> None:
        for b in share:
            parts = block(edges[b], edges[b + 1]) if b else first
            for out, part in zip(outs, parts if several else (parts,), strict=True):
                out[edges[b] : edges[b + 1]] = part

    if threads == 1:
        run(range(count))
        return outs if several else outs[0]
    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(copy_context().run, run, range(i, count, threads)) for i in range(1, threads)]
        run(range(0, count, threads))
        for other in others:
            other.result()
    return outs if several else outs[0]


def cores() -> int:
    """What this process may use, at most four: beyond that Python's own lock is the limit."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()  # it may be a list, one number a level
    return max(1, min(allowed, int(asked) if asked.isdigit() else allowed, 4))
