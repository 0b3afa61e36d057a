"""Couplings reorder; the optimal one is no dearer than any other, which is counted out on small batches."""

from itertools import permutations

import pytest
import torch

from learned.train.coupling import couple


def points(n: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n, 2, generator=generator), 2 * torch.randn(n, 2, generator=generator) + 1


def cost(x0: torch.Tensor, x1: torch.Tensor) -> float:
    return float((x0 - x1).double().square().sum())


@pytest.mark.parametrize("seed", range(5))
def test_minibatch_transport_is_the_cheapest_of_all_orders(seed: int) -> None:
    x0, x1 = points(6, seed)
    least = min(cost(x0, x1[list(order)]) for order in permutations(range(6)))
    assert cost(*couple("ot", x0, x1)) == pytest.approx(least, rel=1e-12)
    assert cost(x0, x1) > least * 1.001  # the check can fail: as drawn they are dearer


def test_both_sides_keep_their_points() -> None:
    x0, x1 = (x.reshape(16, 1, 2, 1) for x in points(16))
    y0, y1 = couple("ot", x0, x1)
    assert torch.equal(y0, x0)
    assert not torch.equal(y1, x1)
    assert torch.equal(y1.flatten().sort().values, x1.flatten().sort().values)


@pytest.mark.parametrize("kind", ["independent", "pairs"])
def test_others_leave_the_order(kind: str) -> None:
    x0, x1 = points(4)
    assert all(torch.equal(a, b) for a, b in zip(couple(kind, x0, x1), (x0, x1), strict=True))


def test_bad_input() -> None:
    x0, x1 = points(4)
    with pytest.raises(ValueError, match=r"'sinkhorn'.*independent, ot, pairs"):
        couple("sinkhorn", x0, x1)
    with pytest.raises(ValueError, match=r"\(4, 2\), x1 \(3, 2\)"):
        couple("ot", x0, x1[:3])
