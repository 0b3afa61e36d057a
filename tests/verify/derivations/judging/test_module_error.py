"""A trained module is judged by its mean squared error, with an interval."""

from typing import Any

import pytest

from verify import check


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
