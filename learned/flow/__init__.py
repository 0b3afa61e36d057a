"""dx/dt = v(x, t): where a field carries points, tangents, cotangents and densities.

    x_{i+1} = x_i + h_i * (method),   t_i = t0 + (t1 - t0) i/steps,   h_i = t_{i+1} - t_i          euler, heun, rk4
    (`steps` may also be the times themselves, t0 first and t1 last: `cosine(n)`, say, for short steps near 0 and 1)
    dopri5: the steps are torchdiffeq's, chosen for the whole batch from x alone, by rtol and atol

v(x, t) is any callable: x (N, *shape), t a number; row n of v depends on row n of x alone. t = 0 is the source, t = 1 the data;
t1 < t0 runs backwards. Tangents and densities are carried by the same steps as x, so what comes out is the exact derivative of the
discrete map (for dopri5: of the map with these steps), and x is the same with and without them. Errors at the door:
ValueError, TypeError.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

from analytic import gaussian, mixture
from analytic.options import flag, function, known
from learned import probe
from learned.flow.likelihood import LogLikelihood, log_likelihood, normal
from learned.flow.steps import FIXED, METHODS, State, cosine, grid, solve, times_of
from learned.probe.directions import Field, check_directions, points, size, wrapped

__all__ = ["LogLikelihood", "cosine", "field_of", "integrate", "log_likelihood", "normal", "pull", "push"]


def field_of(law: Any) -> Field:
    """v(x, t) = E[x1 - x0 | x_t = x] of a Mixture or a Pair in `analytic.arithmetic.torch`."""
    drift = {mixture.Mixture: mixture.drift, gaussian.Pair: gaussian.drift}.get(type(law))
    if drift is None or law.ar.name != "torch":
        kind = type(law).__name__ + ("" if drift is None else f" in the arithmetic {law.ar.name}")
        raise TypeError(f"{kind} is no field of torch tensors: build a Mixture or a Pair in analytic.arithmetic.torch()")

    def field(x: Tensor, t: Any) -> Tensor:
        if x.dtype != law.ar.dtype:
            raise ValueError(f"x is {x.dtype}, the law {law.ar.dtype}: build it in analytic.arithmetic.torch({x.dtype})")
        return drift(law, t, x)

    return field


def integrate(
    field: Field,
    x: Tensor,
    t0: float = 0.0,
    t1: float = 1.0,
    steps: int | Sequence[float] = 50,
    method: str = "euler",
    rtol: float = 1e-7,
    atol: float = 1e-9,
    trajectory: bool = False,
) -> Any:
    """x(t1) (N, *shape) from x(t0) = x; with `trajectory` the times (steps + 1,) and x at each of them (steps + 1, N, *shape)."""
    function("field", field)
    times = grid(t0, t1, steps)
    if not wrapped(x):
        points(x)
    if not flag("trajectory", trajectory):
        *_, (y,) = solve(lambda s, t: (field(s[0], t),), (x,), times_of(t0, t1, steps, method), method, rtol, atol)
        return y
    path = [y for (y,) in solve(lambda s, t: (field(s[0], t),), (x,), times, method, rtol, atol)]
    return torch.tensor(times, dtype=x.dtype, device=x.device), torch.stack(path)


def push(
    field: Field,
    x: Tensor,
    tangents: Tensor,
    t0: float = 0.0,
    t1: float = 1.0,
    steps: int | Sequence[float] = 50,
    method: str = "euler",
    rtol: float = 1e-7,
    atol: float = 1e-9,
    chunk: int | None = None,
) -> tuple[Tensor, Tensor]:
    """y = x(t1) and J z (k, N, *shape), J = dx(t1)/dx(t0), by forward mode along the trajectory: d(Jz)/dt = (dv/dx) Jz.

    The k tangents (k, N, *shape) of a chunk share the points that they are carried along.
    """
    function("field", field)
    check_directions("tangents", tangents, points(x).shape, x)
    times = times_of(t0, t1, steps, method)

    def slope(s: State, t: Any) -> State:
        return probe.jvp(lambda a: field(a, t), s[0], s[1], len(s[1]))

    with torch.no_grad():
        parts = tangents.split(size(x, len(tangents), chunk))
        ends = [list(solve(slope, (x, z), times, method, rtol, atol))[-1] for z in parts]
    return ends[0][0], torch.cat([Jz for _, Jz in ends])


def pull(
    field: Field,
    x: Tensor,
    cotangents: Tensor,
    t0: float = 0.0,
    t1: float = 1.0,
    steps: int | Sequence[float] = 50,
    method: str = "euler",
    chunk: int | None = None,
) -> tuple[Tensor, Tensor]:
    """y = x(t1) and J^T w (k, N, *shape): reverse mode, a step at a time. Held: the steps + 1 points, and the graph of one step."""
    function("field", field)
    check_directions("cotangents", cotangents, points(x).shape, x)
    if known("method", method, METHODS) not in FIXED:
        raise ValueError(f"pull steps back over a fixed grid, and {method!r} has none: use {', '.join(FIXED)}")
    times = grid(t0, t1, steps)
    w = cotangents
    with torch.no_grad():
        *path, (y,) = solve(lambda s, t: (field(s[0], t),), (x,), times, method)
    for (a,), (t, after) in reversed(list(zip(path, pairwise(times), strict=True))):

        def step(b: Tensor, t: float = t, after: float = after) -> Tensor:
            return list(solve(lambda s, t: (field(s[0], t),), (b,), [t, after], method))[-1][0]

        w = probe.vjp(step, a, w, chunk)[1]
    return y, w
