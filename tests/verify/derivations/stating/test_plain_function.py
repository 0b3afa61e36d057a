"""Options of plain functions."""

from typing import Any

import numpy as np

from verify import check


def test_options_of_plain_functions() -> None:
    def field(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return mu + (t * Sigma - (1 - t) * np.eye(len(mu))) @ np.linalg.solve(
            (1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, x - t * mu
        )

    answer = check(field, "velocity", dtype="float32", batched=False, library="numpy")
    assert answer.verdict == "AGREES" and "numpy, float32, one point at a time" in answer.scope
    held = check(lambda t, C, S0: (t * C - (1 - t) * S0) @ np.linalg.inv((1 - t) ** 2 * S0 + t**2 * C), "jacobian_do", k=0)
    assert held.verdict == "AGREES"
