"""Classifiers: derivatives two ways, alone and in a batch; where ResNet50 starts; AUC against a count of all pairs."""

import hashlib
import itertools
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.func import jvp, vjp, vmap
from torchvision.models import ResNet50_Weights

from learned.networks.classifier import quality, resnet50
from tests.learned.networks.test_unet import EPS64, alive, along, count, normal, start, units

SPECS: dict[str, dict[str, Any]] = {
    "small, batch": {"kind": "small-resnet", "outputs": 5, "base": 8},
    "small, group": {"kind": "small-resnet", "outputs": 5, "base": 8, "norm": "group", "multipliers": [1, 2]},
    "resnet50": {"kind": "resnet50", "outputs": 5, "imagenet": False},
}


def made(name: str) -> nn.Module:
    return alive(start(SPECS[name], (3, 32, 32)))


@pytest.mark.parametrize("name", SPECS)
def test_a_derivative_forward_is_the_derivative_backward(name: str) -> None:
    """<w, J z> by forward mode is <J^T w, z> by reverse mode: two sets of rules; alone it is what it is in a batch."""
    network = made(name)
    x, z, w = normal(2, 3, 32, 32, seed=1), normal(2, 3, 32, 32, seed=2), normal(2, 5, seed=3)
    assert network(x).shape == (2, 5)

    def derivative(n: nn.Module, dtype: torch.dtype) -> Tensor:
        return along(n, x.to(dtype), z.to(dtype))

    tolerance = 2 * units(derivative, network) * EPS64
    forward = derivative(network, torch.float64)
    backward = (vjp(network, x)[1](w)[0] * z).sum()
    print(f"{name}: off by {(w * forward).sum() - backward:.1e}, tolerance {tolerance * w.abs().sum():.1e}")
    assert abs((w * forward).sum() - backward) <= tolerance * w.abs().sum()
    assert abs((w.flip(0) * forward).sum() - backward) > tolerance * w.abs().sum()
    assert (along(network, x[1:], z[1:]) - forward[1:]).abs().max() <= tolerance
    assert (along(network, x[1:], z[:1]) - forward[1:]).abs().max() > tolerance
    many = vmap(lambda one: jvp(network, (x,), (one,))[1])(torch.stack([z, -z]))
    assert (many - torch.stack([forward, -forward])).abs().max() <= tolerance
    apart = network(x)[0] - network.train()(x)[0]
    assert (apart.abs().max() > tolerance) == any(isinstance(m, nn.BatchNorm2d) for m in network.modules())


def test_the_small_one_is_small() -> None:
    assert count(start({"kind": "small-resnet"}, (3, 64, 64))) == 506_464
    assert (
        count(start(SPECS["resnet50"], (3, 64, 64))) == 25_557_032 - 2049 * 1000 + 2049 * 5
    )  # torchvision's own count of ResNet50


def test_without_the_weights_the_start_is_random_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    with torch.random.fork_rng(), caplog.at_level(logging.WARNING):
        assert resnet50(outputs=2, imagenet=False).start.startswith("random: as asked")
        assert not caplog.records
        network = resnet50(outputs=2)
    assert network.start.startswith("random: no resnet50-11ad3fa6.pth")
    assert "get_state_dict(check_hash=True)" in network.start
    assert str(tmp_path) not in network.start
    assert "random weights, not from ImageNet's" in caplog.text


def test_weights_at_hand_are_used_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    (tmp_path / "checkpoints").mkdir()
    saved = tmp_path / "checkpoints" / "resnet50-11ad3fa6.pth"
    with torch.random.fork_rng():
        body = resnet50(outputs=1000, imagenet=False).body
        torch.save(body.state_dict(), saved)
        with pytest.raises(ValueError, match=r"its name promises 11ad3fa6.*download it again"):
            resnet50()
        digest = hashlib.sha256(saved.read_bytes()).hexdigest()
        url = f"https://example.org/resnet50-{digest[:8]}.pth"
        saved.rename(saved.with_name(url.rpartition("/")[2]))
        monkeypatch.setattr(ResNet50_Weights.IMAGENET1K_V2.value, "url", url)
        network = resnet50(outputs=7)
    assert digest in network.start
    assert torch.equal(network.body.layer4[2].conv3.weight, body.layer4[2].conv3.weight)
    assert network.body.fc.weight.shape == (7, 2048)


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("small, batch", (2, 1, 32, 32), r"\(2, 1, 32, 32\); this network is for \(N, 3, any, any\)"),
        ("small, batch", (2, 3, 32, 31), "32 x 31 pixels: height and width have to be even"),
        ("resnet50", (3, 32, 32), "this network is for"),
    ],
)
def test_wrong_images(name: str, shape: tuple[int, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        made(name)(torch.zeros(shape, dtype=torch.float64))


def pairs(s: np.ndarray, y: np.ndarray, tie: float) -> float:
    won = [1.0 if a > b else tie if a == b else 0.0 for a, b in itertools.product(s[y == 1], s[y == 0])]
    return sum(won) / len(won)


def test_auc_is_a_count_of_pairs() -> None:
    """Both are ratios of half-integers below 2^53: equal but for the rounding of one division each."""
    g = np.random.default_rng(1)
    y = g.integers(0, 2, (60, 4))
    s = np.round(g.normal(size=(60, 4)) + y * [0, 1, 2, -1], 1)  # rounded: many ties
    rows = quality(torch.as_tensor(s), torch.as_tensor(y.astype(np.int8)))
    for j, row in enumerate(rows):
        assert row["attribute"] == j
        assert row["reason"] is None
        assert abs(row["auc"] - pairs(s[:, j], y[:, j], 0.5)) <= EPS64
        assert abs(row["auc"] - pairs(s[:, j], y[:, j], 1.0)) > 1e-3  # a tie counted as won: seen
        says = s[:, j] > 0
        rates = [sum(says[i] == c for i in range(60) if y[i, j] == c) / sum(y[:, j] == c) for c in (0, 1)]
        assert row["balanced_accuracy"] == pytest.approx(sum(rates) / 2, abs=4 * EPS64)
        assert row["accuracy"] == pytest.approx(sum(says[i] == y[i, j] for i in range(60)) / 60, abs=4 * EPS64)
        assert row["base_rate"] == pytest.approx(sum(y[:, j]) / 60, abs=4 * EPS64)


def test_one_class_has_no_auc_and_says_why() -> None:
    rows = quality([[1.0, -1.0, 2.0], [2.0, -2.0, -1.0]], [[1, 0, 1], [1, 0, 0]])
    assert [r["auc"] for r in rows] == [None, None, 1.0]
    assert [r["balanced_accuracy"] for r in rows] == [None, None, 1.0]
    assert [r["reason"] for r in rows] == ["all 2 labels are 1", "all 2 labels are 0", None]
    assert [r["base_rate"] for r in rows] == [1, 0, 0.5]


@pytest.mark.parametrize(
    ("logits", "labels", "words"),
    [
        ([[1.0], [float("nan")]], [[1], [0]], r"logits\[1, 0\] = nan: every logit has to be finite"),
        ([[1.0], [float("inf")]], [[1], [0]], r"logits\[1, 0\] = inf"),
        ([[1.0], [2.0]], [[1], [-1]], r"labels\[1, 0\] = -1: labels are 0 or 1; .* \(labels \+ 1\) // 2"),
        ([[1.0], [2.0]], [1, 0], r"logits \(2, 1\) and labels \(2,\): both have to be"),
        ([1.0, 2.0], [1, 0], "both have to be"),
        (np.zeros((0, 3)), np.zeros((0, 3)), "not empty"),
    ],
)
def test_wrong_logits_and_labels(logits: Any, labels: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        quality(logits, labels)
