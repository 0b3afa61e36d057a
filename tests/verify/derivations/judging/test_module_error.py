"""A trained module is judged by its mean squared error, with an interval."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from verify import as_derivation, check
from verify.claim import Outcome
from verify.derivations.judging.module_error import Error, error_of


def test_a_trained_module_is_judged_by_its_mean_squared_error() -> None:
    import torch

    linear = torch.nn.utils.skip_init(torch.nn.Linear, 3, 2)  # type: ignore[no-untyped-call]
    torch.nn.init.zeros_(linear.weight), torch.nn.init.ones_(linear.bias)

    class Network(torch.nn.Module):
        def __init__(self, off: float) -> None:
            super().__init__()
            self.off = torch.nn.Parameter(torch.tensor(off, dtype=torch.float64))

        def forward(self, x: Any, t: Any) -> Any:
            return (2 * t - 1) / ((1 - t) ** 2 + t**2) * x + self.off

    law = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]]}
    assert check(Network(0.0), "velocity", parameters=law, tolerance=1e-4).verdict == "AGREES"
    assert check(Network(0.1), "velocity", parameters=law, tolerance=1e-3).verdict == "REFUTED"
    answer = check(Network(0.06), "velocity", parameters=law, tolerance=0.004)
    assert answer.verdict == "AGREES" and "mean squared error per coordinate 0.0036," in answer.scope
    assert check(linear, "velocity", parameters=law, tolerance=1e-3).verdict == "REFUTED"
    with pytest.raises(TypeError, match="needs tolerance="):
        check(Network(0.0), "velocity", parameters=law)
    with pytest.raises(TypeError, match="the law it was trained on"):
        check(Network(0.0), "velocity", tolerance=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "outcome"), [(0.1, 0.2, Outcome.HOLDS), (0.4, 0.5, Outcome.REFUTED), (0.2, 0.4, Outcome.UNDECIDED)]
)
def test_the_interval_decides_not_the_mean(low: float, high: float, outcome: Outcome) -> None:
    assert Error(mean=(low + high) / 2, low=low, high=high, d=1, square=30.0).outcome(0.3) is outcome
    assert Error(mean=(low + high) / 2, low=low, high=high, d=1, square=29.0).outcome(0.3) is not Outcome.HOLDS


@pytest.mark.parametrize("tolerance", [math.inf, math.nan, 0.0, -1.0])
def test_a_tolerance_is_a_finite_number_above_zero(tolerance: float) -> None:
    import torch

    law = {"weights": [1], "means": [[0]], "covs": [[[1]]]}
    with pytest.raises(TypeError, match=f"a finite number above 0, not {tolerance}"):
        check(torch.nn.Identity(), "velocity", parameters=law, tolerance=tolerance)


def test_a_tolerance_as_large_as_the_quantity_lets_nothing_agree_and_says_both_numbers() -> None:
    """E |u|^2 = int (2t - 1)^2/((1 - t)^2 + t^2) dt = 2 - pi/2 from N(0, I) to itself, per coordinate."""
    import torch

    class Zero(torch.nn.Module):
        def forward(self, x: Any, t: Any) -> Any:
            return 0 * x

    law = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]]}
    d = as_derivation(Zero(), "velocity", parameters=law, tolerance=1.0)
    answer, square = check(d), 2 - math.pi / 2
    assert answer.verdict == "UNDECIDED" and "the tolerance 1 is more than a hundredth of the mean square 0.4" in answer.why
    assert error_of(d, 0).square == pytest.approx(square, rel=0.05)
    assert check(Zero(), "velocity", parameters=law, tolerance=0.1).verdict == "REFUTED"


def test_a_constant_error_is_found_as_its_square() -> None:
    """u + 1/10: the mean squared error per coordinate is 1/100 at every point, and the interval has no width."""
    import torch

    class Off(torch.nn.Module):
        def forward(self, x: Any, t: Any) -> Any:
            return (2 * t - 1) / ((1 - t) ** 2 + t**2) * x + 0.1

    law = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]]}
    d = as_derivation(Off().double(), "velocity", parameters=law, tolerance=1.0)
    one, two = error_of(d, 0), error_of(d, 1)
    for error in (one, two):
        assert np.allclose([error.mean, error.low, error.high], 0.01, rtol=1e-5) and error.d == 2


def test_a_module_is_not_blamed_for_what_it_did_not_return() -> None:
    import torch

    class Zero(torch.nn.Module):
        def forward(self, x: Any, t: Any) -> Any:
            return 0 * x

    law = {"weights": [1], "means": [[0]], "covs": [[[1]]]}
    d = as_derivation(Zero(), "velocity", parameters=law, tolerance=1.0)
    huge = replace(d, quantity=replace(d.quantity, of={d.law: overflowing}))
    assert check(huge).verdict == "UNDECIDED"
    with pytest.raises(TypeError, match="state of='velocity'"):
        check(Zero(), "log_density", parameters=law, tolerance=1.0)


def overflowing(law: Any, t: Any, x: Any) -> Any:
    return 1e200 + 0 * x
