"""Steps of dx/dt = v(x, t) for a state of several tensors: x, and what is carried along with it. See `learned.flow`."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

from analytic.door import count
from analytic.options import each, known, number, positive

State = tuple[Tensor, ...]  # x, and what is carried along
Slope = Callable[[State, Any], State]


def euler(slope: Slope, x: State, t: float, h: float) -> State:
    return _add(x, h, slope(x, t))


def heun(slope: Slope, x: State, t: float, h: float) -> State:
    a = slope(x, t)
    b = slope(_add(x, h, a), t + h)
    return _add(_add(x, h / 2, a), h / 2, b)


def rk4(slope: Slope, x: State, t: float, h: float) -> State:
    a = slope(x, t)
    b = slope(_add(x, h / 2, a), t + h / 2)
    c = slope(_add(x, h / 2, b), t + h / 2)
    d = slope(_add(x, h, c), t + h)
    return tuple(y + h / 6 * (p + 2 * q + 2 * r + s) for y, p, q, r, s in zip(x, a, b, c, d, strict=True))


def _add(x: State, h: float, v: State) -> State:
    return tuple(a + h * b for a, b in zip(x, v, strict=True))


FIXED = {"euler": euler, "heun": heun, "rk4": rk4}
METHODS = (*FIXED, "dopri5")


def grid(t0: float, t1: float, steps: int | Sequence[float]) -> list[float]:
    """t_i = t0 + (t1 - t0) i/steps, i = 0..steps, the ends exact; or the times themselves, from t0 to t1."""
    t0, t1 = ends(t0, t1)
    if isinstance(steps, Sequence) and not isinstance(steps, str | bytes):
        times = each("steps", steps, number)
        if len(times) < 2 or (times[0], times[-1]) != (t0, t1) or not all((b - a) * (t1 - t0) > 0 for a, b in pairwise(times)):
            raise ValueError(f"the times {list(steps)!r} do not go from t0 = {t0} to t1 = {t1}, each beyond the last: mend them")
        return times
    n = count("steps", steps, 1)
    return [t0 + (t1 - t0) * i / n for i in range(n)] + [t1]


def ends(t0: Any, t1: Any) -> tuple[float, float]:
    t0, t1 = number("t0", t0), number("t1", t1)
    if t0 == t1:
        raise ValueError(f"from t0 = {t0} to t1 = {t1}: give two different finite times")
    return t0, t1


def times_of(t0: Any, t1: Any, steps: int | Sequence[float], method: str) -> list[float]:
    """What a method steps along: the grid, or, where it chooses its steps, the ends."""
    return grid(t0, t1, steps) if known("method", method, METHODS) in FIXED else list(ends(t0, t1))


def cosine(steps: int) -> list[float]:
    """t_i = (1 - cos(pi i/steps))/2: short steps near both ends, where a learned flow turns most."""
    return [math.sin(math.pi * t / 2) ** 2 for t in grid(0.0, 1.0, steps)]


def solve(slope: Slope, x: State, times: list[float], method: str, rtol: float = 1e-7, atol: float = 1e-9) -> Iterator[State]:
    """The state at each of the times, the first included."""
    if known("method", method, METHODS) in FIXED:
        low, high = min(times), max(times)

        def inside(y: State, s: float) -> State:  # t + h, as the stages form it, must not leave [t0, t1] by rounding
            return slope(y, min(max(s, low), high))

        yield x
        for t, after in pairwise(times):
            x = FIXED[method](inside, x, t, after - t)
            yield x
    else:
        yield from _adaptive(slope, x, times, positive("rtol", rtol), positive("atol", atol))


def _adaptive(slope: Slope, x: State, times: list[float], rtol: float, atol: float) -> Iterator[State]:
    """By torchdiffeq. Its first guess of a step may look beyond the last time, where a field need not exist: it is held back."""
    from torchdiffeq import odeint

    ts = torch.tensor(times, dtype=torch.float64, device=x[0].device)
    lo, hi = min(times), max(times)
    options = {"norm": lambda state: state[0].pow(2).mean().sqrt(), "step_t": ts[-1:]}
    try:
        path = odeint(lambda t, s: slope(s, t.clamp(lo, hi)), x, ts, rtol=rtol, atol=atol, method="dopri5", options=options)
    except AssertionError as e:
        raise ValueError(
            f"dopri5 came to a halt ({e}): the field is not smooth or not finite; use a fixed grid, or other times"
        ) from None
    yield from zip(*path, strict=True)
