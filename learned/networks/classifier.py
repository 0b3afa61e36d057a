"""logits = classifier(images): images (N, 3, H, W) in [-1, 1], logits (N, outputs); and how good they are, by attribute.

In eval mode both networks carry `torch.func.jvp`, alone and under `vmap`, and a row of logits depends on its own image only.
In train mode BatchNorm mixes the rows. `.start` says what the weights started from.
"""

import hashlib
import logging
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import rankdata
from torch import Tensor, nn

from learned.networks.layers import NORMS, known, positive, same_shape

log = logging.getLogger(__name__)
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet's pixels in [0, 1], as its weights expect them


class Pretrained(nn.Module):
    """body(((x + 1) / 2 - mean) / deviation): images in [-1, 1] for a network that knows ImageNet's scale."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, body: nn.Module, start: str) -> None:
        super().__init__()
        self.body, self.start = body, start
        for name, values in (("mean", MEAN), ("deviation", DEVIATION)):
            self.register_buffer(name, torch.tensor(values).reshape(3, 1, 1), persistent=False)

    def forward(self, x: Tensor) -> Any:
        same_shape(x, (3, None, None))
        return self.body(((x + 1) / 2 - self.mean) / self.deviation)  # (N, outputs)


def resnet50(outputs: int = 40, imagenet: bool = True) -> Pretrained:
    """ResNet50 with a new last layer. imagenet=True starts from ImageNet's weights where torch's cache has them.

    Nothing is downloaded. `.start` is the weights' name and hash, or "random: " and why; a random start not asked for is a warning.
    A file in the cache with another hash than its name promises is a ValueError.
    """
    from torchvision.models import ResNet50_Weights
    from torchvision.models import resnet50 as torchvision_resnet50

    positive(outputs=outputs)
    weights = ResNet50_Weights.IMAGENET1K_V2
    body = torchvision_resnet50(weights=None)
    path = Path(torch.hub.get_dir()) / "checkpoints" / weights.url.rpartition("/")[2]
    start = "random: as asked (imagenet = false)"
    if imagenet and path.is_file():
        found = _checked(path)
        body.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        start = f"{weights}, sha256 {found}"
    elif imagenet:
        fetch = "from torchvision.models import ResNet50_Weights as W; W.IMAGENET1K_V2.get_state_dict(check_hash=True)"
        start = f'random: no {path.name} in torch\'s cache; `python -c "{fetch}"` downloads it'
        log.warning("resnet50 starts from random weights, not from ImageNet's: %s is missing. %s", path, start)
    body.fc = nn.Linear(body.fc.in_features, outputs)
    for module in body.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False
    return Pretrained(body, start)


def _checked(path: Path) -> str:
    """The SHA-256 of a file whose name promises its first digits."""
    found, expected = hashlib.sha256(path.read_bytes()).hexdigest(), path.stem.rpartition("-")[2]
    if not found.startswith(expected):
        raise ValueError(f"{path} has SHA-256 {found[:16]}..., its name promises {expected}...: delete it and download it again")
    return found


class Block(nn.Module):
    """silu(shortcut(x) + norm(conv(silu(norm(conv(x)))))), halving the image where stride = 2."""

    def __init__(self, inside: int, outside: int, stride: int, norm: str) -> None:
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False), NORMS[norm](outside)
        self.conv2, self.norm2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False), NORMS[norm](outside)
        self.shortcut = nn.Conv2d(inside, outside, 1, stride) if stride > 1 or inside != outside else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        h = F.silu(self.norm1(self.conv1(x)))  # (N, inside, H, W) -> (N, outside, H / stride, W / stride)
        return F.silu(self.shortcut(x) + self.norm2(self.conv2(h)))  # as h


class SmallResNet(nn.Module):
    """A stem on blocks of 2 x 2 pixels, then one residual block a width: base * multipliers, halving in between; mean; linear.

    Smooth (SiLU), so that its derivatives mean something: no kinks to step over. For 64 x 64 on two cores.
    """

    start = "random"

    def __init__(self, outputs: int = 40, base: int = 24, multipliers: tuple[int, ...] = (1, 2, 4, 6), norm: str = "batch") -> None:
        super().__init__()
        positive(outputs=outputs, base=base, multipliers=multipliers)
        known("norm", norm, NORMS)
        widths = [base * m for m in multipliers]
        self.stem = nn.Conv2d(12, widths[0], 3, padding=1)
        self.blocks = nn.Sequential(
            *(Block(a, b, 1 + (i > 0), norm) for i, (a, b) in enumerate(zip(widths[:1] + widths, widths, strict=False)))
        )
        self.last = nn.Linear(widths[-1], outputs)

    def forward(self, x: Tensor) -> Any:
        same_shape(x, (3, None, None))
        if any(n % 2 for n in x.shape[2:]):
            raise ValueError(f"images of {x.shape[2]} x {x.shape[3]} pixels: height and width have to be even; resize or crop them")
        h = self.stem(F.pixel_unshuffle(x, 2))  # (N, widths[0], H / 2, W / 2)
        return self.last(self.blocks(h).mean(dim=(2, 3)))  # (N, widths[-1]), then (N, outputs)


def quality(logits: Any, labels: Any) -> list[dict[str, Any]]:
    """AUC = P(logit of a 1 > logit of a 0) + P(equal) / 2, by ranks; one row an attribute. A logit > 0 says 1.

    logits (N, L), labels (N, L) of 0 and 1. An attribute with one class only: balanced accuracy and AUC are None, with the reason.
    """
    s, y = (np.asarray(torch.as_tensor(a).detach().cpu().double()) for a in (logits, labels))
    if s.ndim != 2 or s.shape != y.shape or not s.size:
        raise ValueError(f"logits {s.shape} and labels {y.shape}: both have to be (images, attributes), and not empty")
    if not np.isfinite(s).all():
        i, j = np.argwhere(~np.isfinite(s))[0]
        raise ValueError(f"logits[{i}, {j}] = {s[i, j]}: every logit has to be finite; look at image {i} and at the training")
    if not np.isin(y, (0, 1)).all():
        i, j = np.argwhere(~np.isin(y, (0, 1)))[0]
        raise ValueError(f"labels[{i}, {j}] = {y[i, j]:g}: labels are 0 or 1; from CelebA's -1 and 1: (labels + 1) // 2")
    ones, rank, right = y.sum(axis=0), rankdata(s, axis=0), (s > 0) == (y == 1)
    return [_row(j, len(y), ones[j], (rank[:, j] * y[:, j]).sum(), right[:, j], y[:, j] == 1) for j in range(y.shape[1])]


def _row(j: int, n: int, ones: float, ranks: float, right: np.ndarray, positive: np.ndarray) -> dict[str, Any]:
    row: dict[str, Any] = {"attribute": j, "base_rate": float(ones / n), "accuracy": float(right.mean())}
    if ones in (0, n):
        reason = f"all {n} labels are {int(ones > 0)}"
        return row | {"balanced_accuracy": None, "auc": None, "reason": reason}
    balanced = (right[positive].mean() + right[~positive].mean()) / 2
    auc = (ranks - ones * (ones + 1) / 2) / (ones * (n - ones))
    return row | {"balanced_accuracy": float(balanced), "auc": float(auc), "reason": None}
