"""Densities along a flow, by the instantaneous change of variables. Use it through `learned.flow`."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from analytic.options import function, known
from learned import probe
from learned.flow.steps import State, solve, times_of
from learned.probe.directions import KINDS, Field, check_probes, dot, draw, points, wrapped


@dataclass(frozen=True, eq=False)
class LogLikelihood:
    value: Tensor  # (N,)
    error: Tensor  # (N,), standard error over the probes; 0 where the divergence is exact
    x0: Tensor  # (N, *shape), the source points


def log_likelihood(
    field: Field,
    x1: Tensor,
    source: Callable[[Tensor], Tensor] | None = None,
    steps: int = 50,
    method: str = "rk4",
    rtol: float = 1e-7,
    atol: float = 1e-9,
    divergence: str = "exact",
    probes: int = 8,
    generator: torch.Generator | None = None,
    chunk: int | None = None,
) -> LogLikelihood:
    """log p_1(x1) = log p_0(x0) - int_0^1 div v(x_t, t) dt along the trajectory that ends in x1; p_0 = N(0, I) unless given.

    divergence "exact" costs D JVPs an evaluation; "gaussian" and "rademacher" are Hutchinson's, each probe kept through time.
    """
    points(x1)
    function("field", field)
    if source is not None:
        function("source", source)
    known("divergence", divergence, ("exact", *KINDS))
    z = None if divergence == "exact" else _probes(x1, probes, divergence, generator)

    def slope(s: State, t: Any) -> State:
        if z is None:
            return field(s[0], t), probe.divergence(field, s[0], t, chunk)[None]
        v, Jz = probe.jvp(lambda a: field(a, t), s[0], z, chunk)
        return v, dot(z, Jz)

    start = (x1, x1.new_zeros(1 if z is None else probes, len(x1)))
    times = times_of(1.0, 0.0, steps, method)
    with torch.no_grad():
        *_, (x0, change) = solve(slope, start, times, method, rtol, atol)  # from 1 to 0: minus the integral
        log_p0 = normal(x0) if source is None else source(x0)
    found = probe.Estimate(change[0], torch.zeros_like(change[0])) if z is None else probe.estimate(change)
    return LogLikelihood(log_p0 + found.mean, found.error, x0)


def _probes(x: Tensor, probes: int, kind: str, generator: torch.Generator | None) -> Tensor:
    check_probes(probes, kind)
    return draw(x, probes, kind, generator)


def normal(x: Tensor) -> Tensor:
    """log N(x; 0, I), (N,)."""
    flat = (x if wrapped(x) else points(x)).flatten(1)
    return -(flat**2).sum(1) / 2 - flat.shape[1] * math.log(2 * math.pi) / 2
