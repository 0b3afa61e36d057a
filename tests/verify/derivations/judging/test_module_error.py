"""A trained module is judged by its mean squared error, with an interval."""

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
    answer = check(Network(0.1), "velocity", parameters=law, tolerance=0.02)
    assert answer.verdict == "AGREES" and "mean squared error per coordinate 0.01," in answer.scope
    assert check(linear, "velocity", parameters=law, tolerance=1e-3).verdict == "REFUTED"
    with pytest.raises(TypeError, match="needs tolerance="):
        check(Network(0.0), "velocity", parameters=law)
    with pytest.raises(TypeError, match="the law it was trained on"):
        check(Network(0.0), "velocity", tolerance=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "outcome"), [(0.1, 0.2, Outcome.HOLDS), (0.4, 0.5, Outcome.REFUTED), (0.2, 0.4, Outcome.UNDECIDED)]
)
def test_the_interval_decides_not_the_mean(low: float, high: float, outcome: Outcome) -> None:
    assert Error(mean=(low + high) / 2, low=low, high=high, d=1).outcome(0.3) is outcome


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
