"""Times of one's own: what they are refused for, and that they are where the field is asked."""

import math
from itertools import pairwise
from typing import Any

import pytest
import torch

from learned import flow
from learned.flow.steps import grid


def growing(x: torch.Tensor, t: Any) -> torch.Tensor:
    """dx/dt = 6 t^5 x, x(1) = e x(0): all happens near the end."""
    return 6 * t**5 * x


@pytest.mark.parametrize("n", [1, 2, 5, 16])
def test_cosine_times_are_those_of_chebyshev(n: int) -> None:
    times = flow.cosine(n)
    assert len(times) == n + 1 and times[0] == 0.0 and times[-1] == 1.0
    # extrema of the Chebyshev polynomial T_n(2t - 1): +-1 there, in turn
    values = [math.cos(n * math.acos(2 * t - 1)) for t in times]
    assert all(abs(v - (-1) ** (n - i)) < 4 * n * n * 2.0**-53 for i, v in enumerate(values)), values


def test_times_of_ones_own_are_steps_between_them() -> None:
    x = torch.randn(3, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    z = torch.ones(1, 3, 2, dtype=torch.float64)
    times = [0.0, 0.1, 0.7, 0.75, 1.0]
    y, one = x, z
    for t, after in pairwise(times):
        y, one = flow.push(growing, y, one, t, after, 1, "heun")
    assert torch.equal(flow.integrate(growing, x, steps=times, method="heun"), y)
    end, Jz = flow.push(growing, x, z, steps=times, method="heun")
    assert torch.equal(end, y) and torch.equal(Jz, one)
    back = flow.pull(growing, x, z, steps=times, method="heun")[1]
    assert torch.allclose(back, Jz, rtol=8 * len(times) * 2.0**-53, atol=0)  # J is diagonal
    found, path = flow.integrate(growing, x, steps=times, method="heun", trajectory=True)
    assert found.tolist() == times and torch.equal(path[-1], y)
    assert not torch.equal(flow.integrate(growing, x, steps=4, method="heun"), y)


def test_short_steps_where_the_field_is_quick_are_worth_it() -> None:
    x = torch.ones(1, 1, dtype=torch.float64)

    def error(steps: Any) -> float:
        return abs(float(flow.integrate(growing, x, steps=steps, method="rk4")) - math.e)

    assert error(flow.cosine(8)) < error(8)
    assert 3.5 < math.log2(error(flow.cosine(64)) / error(flow.cosine(128))) < 4.5  # still of order 4


@pytest.mark.parametrize(
    "times", [[], [0.0], [0.0, 0.5], [0.1, 1.0], [0.0, 0.5, 0.5, 1.0], [0.0, 0.6, 0.4, 1.0], [0.0, math.nan, 1.0], [1.0, 0.0]]
)
def test_times_that_do_not_lead_from_one_end_to_the_other(times: list[float]) -> None:
    with pytest.raises(ValueError, match=r"do not go from t0 = 0.0 to t1 = 1.0|steps\[1\] = nan: give a finite number"):
        grid(0.0, 1.0, times)


def test_backwards() -> None:
    assert grid(1.0, 0.0, [1.0, 0.3, 0.0]) == [1.0, 0.3, 0.0]
    with pytest.raises(TypeError, match="steps '10' is no whole number"):
        grid(0.0, 1.0, "10")
