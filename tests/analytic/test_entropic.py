"""Entropic values of Gaussians: against Sinkhorn's iterations on a grid, in each convention, and numbers by hand."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, brenier, entropic

AR = arithmetic.float64()
LINE: dict[str, Any] = {"mean0": [0], "cov0": [[1]], "mean1": [1], "cov1": [[4]]}
PLANE: dict[str, Any] = {"mean0": [0.5, -1], "cov0": [[1.0, 0], [0, 4.0]], "mean1": [1, 2], "cov1": [[2.0, 1], [1, 2.0]]}
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


@numeric
def test_a_line_by_hand(ar: Any) -> None:
    """X = sqrt(4 + 1/4) - 1/2 for the weight 2; KL = log(I + X)/2."""
    law, X = entropic.entropic(ar, **LINE, reg=2), 17**0.5 / 2 - 1 / 2
    wanted = (6 - 2 * X, np.log(1 + X) / 2, 6 - 2 * X + np.log(1 + X), 6 - 2 * X + np.log(1 + X) - 2 * np.log(2 * np.pi * np.e * 2))
    for f, number in zip((entropic.cost, entropic.information, entropic.value, entropic.value_by_entropy), wanted, strict=True):
        assert_allclose(ar.floats(ar.array(f(law))), number, rtol=1e-14)


def grid(mean: float, variance: float) -> tuple[Any, Any, float]:
    """Points, masses and spacing of a normal law."""
    x = np.linspace(mean - 9 * variance**0.5, mean + 9 * variance**0.5, 601)
    p = np.exp(-((x - mean) ** 2) / (2 * variance))
    return x, p / p.sum(), float(x[1] - x[0])


def swept(one: Any, two: Any, reg: float, k: float) -> tuple[float, float, float]:
    """Cost, relative entropy and entropy of the density of the coupling that Sinkhorn's iterations find."""
    (x, a, dx), (y, b, dy) = one, two
    C = k * (x[:, None] - y) ** 2
    K, v = np.exp(-C / reg), np.ones_like(b)
    for _ in range(400):
        u = a / (K @ v)
        v = b / (K.T @ u)
    P = u[:, None] * K * v
    log = np.log(np.where(P > 0, P, 1))
    return (
        float((P * C).sum()),
        float((P * (log - np.log(a)[:, None] - np.log(b))).sum()),
        float(-(P * (log - np.log(dx * dy))).sum()),
    )


@pytest.mark.parametrize("half", [False, True])
def test_values_are_what_sinkhorn_finds(half: bool) -> None:
    one, two, k = grid(0, 1), grid(1, 4), 0.5 if half else 1.0
    law = entropic.entropic(AR, **LINE, reg=2, half=half)
    cost, kl, entropy = swept(one, two, 2, k)
    assert_allclose([entropic.cost(law), entropic.information(law), entropic.value(law)], [cost, kl, cost + 2 * kl], atol=1e-8)
    assert_allclose(entropic.value_by_entropy(law), cost - 2 * entropy, atol=1e-8)
    ends = [swept(e, e, 2, k) for e in (one, two)]
    assert_allclose(entropic.sinkhorn_of_costs(law), cost - sum(e[0] for e in ends) / 2, atol=1e-8)
    assert_allclose(entropic.sinkhorn(law), cost + 2 * kl - sum(e[0] + 2 * e[1] for e in ends) / 2, atol=1e-8)


def test_three_conventions_are_three_numbers() -> None:
    """With the entropies, without, and twice that."""
    law = entropic.entropic(AR, **LINE, reg=2)
    found = (entropic.sinkhorn(law), entropic.sinkhorn_of_costs(law), 2 * entropic.sinkhorn_of_costs(law))
    assert [f"{v:.4f}" for v in found] == ["1.9706", "2.0261", "4.0521"]


def test_half_the_cost_is_half_the_value_of_twice_the_weight() -> None:
    whole, half = entropic.entropic(AR, **PLANE, reg=2), entropic.entropic(AR, **PLANE, reg=1, half=True)
    assert_allclose(entropic.value(half), entropic.value(whole) / 2, rtol=1e-14)


def test_a_small_weight_leaves_optimal_transport_and_one_law_no_divergence() -> None:
    law = entropic.entropic(AR, **PLANE, reg=1e-6)
    assert_allclose(entropic.sinkhorn(law), brenier.distance2(brenier.transport(AR, **PLANE)), rtol=1e-9)
    same = entropic.entropic(AR, PLANE["mean0"], PLANE["cov1"], PLANE["mean0"], PLANE["cov1"], 1)
    assert abs(entropic.sinkhorn(same)) < 1e-14 and abs(entropic.sinkhorn_of_costs(same)) < 1e-14


def test_a_singular_end_has_a_value_but_no_divergence() -> None:
    flat = entropic.entropic(AR, [0, 0], [[1, 0], [0, 1]], [0, 0], [[1, 1], [1, 1]], 1)
    assert np.isfinite(entropic.value(flat))
    with pytest.raises(ValueError):
        entropic.sinkhorn(flat)
    with pytest.raises(ValueError, match="positive definite"):
        entropic.entropic(AR, [0, 0], [[1, 1], [1, 1]], [0, 0], [[1, 0], [0, 1]], 1)
