"""Batches are functions of the seed and the step, and the loss is the equation."""

import math

import pytest
import torch

from learned.data import Images, Law
from learned.train import objective
from tests.learned.tiny import UNET, tiny

LAW = Law(tiny().data)


def test_a_batch_is_a_function_of_seed_and_step() -> None:
    p = tiny()
    first, again, later = (objective.draw_flow(p, LAW, i) for i in (7, 7, 8))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(first, later, strict=True))
    other = objective.draw_flow(tiny(seed=4), LAW, 7)
    assert not any(torch.equal(a, b) for a, b in zip(first, other, strict=True))


def test_stratified_times_have_one_in_each_part() -> None:
    t = objective.draw_flow(tiny(), LAW, 0)[2]
    assert torch.equal((t * 16).floor(), torch.arange(16.0))


@pytest.mark.parametrize(("batch", "n"), [(16, 40), (16, 16), (16, 5), (1, 3)])
def test_every_image_comes_once_in_each_round(batch: int, n: int) -> None:
    rounds = 4
    rows = torch.cat([objective.indices(3, i, batch, n) for i in range(math.ceil(rounds * n / batch))])[: rounds * n]
    for part in rows.split(n):
        assert torch.equal(part.sort().values, torch.arange(n))
    assert n < 5 or not torch.equal(rows[:n], rows[n : 2 * n])


@pytest.mark.parametrize("target", ["velocity", "x1", "x0"])
def test_the_loss_is_the_equation_and_the_field_the_velocity(target: str) -> None:
    """With f the exact x1 - x0, x1 or x0 of the batch the loss is 0 and the field is x1 - x0; with f = 0 it is E|goal|^2."""
    p = tiny(loss={"target": target})
    x0, x1, t = objective.draw_flow(p, LAW, 0)
    goal = {"velocity": x1 - x0, "x1": x1, "x0": x0}[target]
    assert objective.loss_flow(p, lambda x, t: goal, x0, x1, t).abs().max() == 0
    assert torch.allclose(objective.loss_flow(p, lambda x, t: 0 * x, x0, x1, t), goal.square().mean(1), rtol=1e-6)
    x = ((1 - t[:, None]) * x0 + t[:, None] * x1).double()
    made = objective.field(target, lambda x, t: goal.double(), x, t.double())
    size = (x.abs() + goal.abs()) / torch.minimum(t, 1 - t)[:, None]  # f - x cancels, then is divided
    assert ((made - (x1 - x0)).abs() <= 4 * torch.finfo(torch.float32).eps * size).all()


def test_mirrored_images_are_mirrored_half_of_the_time() -> None:
    pixels = torch.randint(256, (400, 3, 8, 8), generator=torch.Generator().manual_seed(5), dtype=torch.uint8)
    data = Images("noise", pixels)
    p = tiny(optimiser={"batch": 400}, loss={"mirror": True}, network=UNET)
    plain = tiny(optimiser={"batch": 400}, network=UNET)
    x, y = objective.draw_flow(p, data, 0)[1], objective.draw_flow(plain, data, 0)[1]
    flipped = (x == y.flip(-1)).flatten(1).all(1)
    assert ((x == y).flatten(1).all(1) ^ flipped).all()
    assert abs(int(flipped.sum()) - 200) < 5 * 10  # five standard deviations of a fair coin
