"""Pairs of source points and images: the first of the training split, noise drawn afresh in every batch, refusals."""

from pathlib import Path
from typing import Any

import pytest
import torch

from learned.data import Pairs, load
from learned.train import objective
from tests.learned.data.test_celeba import THERE, with_tar
from tests.learned.tiny import tiny

SPEC: dict[str, Any] = {"kind": "pairs", "images": "celeba", "n": 2, "size": 8, "seed": 1}
NETWORK = {"kind": "flow-unet", "base": 2, "multipliers": [1], "time": 4, "norm": "group"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))
    return with_tar(monkeypatch, tmp_path)


def test_the_first_images_each_with_a_source_of_its_own(root: Path) -> None:
    held, faces = load(SPEC, root), load({"kind": "celeba", "split": "train", "size": 8}, root)
    assert isinstance(held, Pairs) and held.shape == (3, 8, 8) and len(held) == 2
    assert torch.equal(held.x1, faces.batch(slice(2))) and held.x1.abs().max() <= 1  # type: ignore[union-attr]
    assert held.checksum == load(SPEC | {"noise": "1/20"}, root).checksum != load(SPEC | {"seed": 2}, root).checksum
    more = load(SPEC | {"n": 3}, root)
    assert isinstance(more, Pairs) and torch.equal(more.x0[:2], held.x0) and torch.equal(more.x1[:2], held.x1)


@pytest.mark.parametrize("sigma", [0, "1/2"])
def test_noise_moves_both_ends_alike_and_is_another_in_every_batch(root: Path, sigma: Any) -> None:
    held = load(SPEC | {"noise": sigma}, root)
    assert isinstance(held, Pairs)
    p = tiny(data=SPEC | {"noise": sigma}, network=NETWORK, loss={"coupling": "pairs"}, optimiser={"batch": 2})
    moved = []
    for step in range(20):
        x0, x1, _ = objective.draw_flow(p, held, step)
        pairs = [held.batch(i) for i in objective.indices(p.seed, step, 2, 2).tolist()]
        moved.append(torch.stack([a - x for a, (x, _) in zip(x0, pairs, strict=True)]))
        assert all((a - y - m).abs().max() < 1e-6 for a, (_, y), m in zip(x1, pairs, moved[-1], strict=True))
    z = torch.stack(moved).double()
    assert abs(float(z.std()) - float(held.noise)) < 5 * held.noise / (2 * z.numel()) ** 0.5 + 1e-7
    assert not held.noise or not torch.equal(moved[0], moved[1])


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "images": ({"images": "imagenet"}, "images 'imagenet' are unknown: use celeba"),
    "too many": ({"n": 4}, f"n = 4: celeba has {sum(i < 6 for i in THERE)} images to train on"),
    "none": ({"n": 0}, "n = 0: give a whole number, 1 or more"),
    "negative": ({"noise": "-1/2"}, "noise = '-1/2': a standard deviation is 0 or more"),
    "copies": ({"copies": 3}, "pairs with the keys copies, images, n, seed, size: give file"),
    "size": ({"size": 0}, "size = 0"),
}


@pytest.mark.parametrize("name", BAD)
def test_refusals(root: Path, name: str) -> None:
    change, reason = BAD[name]
    with pytest.raises(ValueError, match=reason):
        load(SPEC | change, root)
