"""velocity = network(x, t): x (N, *shape), t a number, 0-d or (N,); the velocity has the shape of x.

Written for derivatives as well as for training: in eval mode every network carries `torch.func.jvp`, alone and under `vmap`,
in the contiguous layout, and a row of the output depends on its own row of x only. In train mode norm="batch" mixes the rows:
mean and variance are those of the batch. Initialisation draws from torch's generator: seed it (`torch.manual_seed`) before.
The last layer starts at zero, so an untrained network is the field 0.
"""

import inspect
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from learned import classifier
from learned.layers import NORMS, DoubleConv, Residual, Time, known, positive, same_shape, zero

ACTIVATIONS = {"silu": nn.SiLU, "gelu": nn.GELU, "tanh": nn.Tanh}


class MLP(nn.Module):
    """x (N, dim) -> (N, dim): in + e(t), `layers` times activation(linear), out. The paper's 2-D flow has 10 layers of 1024."""

    def __init__(self, dim: int, hidden: int = 128, layers: int = 3, activation: str = "silu") -> None:
        super().__init__()
        positive(dim=dim, hidden=hidden, layers=layers)
        act = known("activation", activation, ACTIVATIONS)
        self.dim = dim
        self.time, self.first = Time(hidden), nn.Linear(dim, hidden)
        linear = [nn.Linear(hidden, hidden) for _ in range(layers)]
        for layer in linear:  # the variance is kept through any depth
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        self.hidden = nn.Sequential(*(part for layer in linear for part in (layer, act())))
        self.last = zero(nn.Linear(hidden, dim))

    def forward(self, x: Tensor, t: float | Tensor) -> Any:
        same_shape(x, (self.dim,))
        return self.last(self.hidden(self.first(x) + self.time(t, x)))


class FlowUNet(nn.Module):
    """x (N, channels, H, W) -> like x. Table 2's baseline: base 64, multipliers (1, 2, 4, 8, 16), time 256, norm="batch".

    A double convolution a level, max-pooling by 2 between levels (28 -> 14 -> 7 -> 3 -> 1), skips joined by concatenation; what
    came up is padded to the size of its skip. bilinear=True interpolates on the way up, else a transposed convolution does. The
    published code with bilinear=True has (1, 2, 4, 8, 8) and a decoder of half the width, and with bilinear=False it does not
    run; here both have the multipliers of Table 2. patch=2 takes blocks of 2 x 2 pixels as channels: a quarter of the cost.
    """

    def __init__(
        self,
        channels: int,
        base: int = 64,
        multipliers: tuple[int, ...] = (1, 2, 4, 8, 16),
        time: int = 256,
        bilinear: bool = False,
        norm: str = "batch",
        patch: int = 1,
    ) -> None:
        super().__init__()
        positive(channels=channels, base=base, multipliers=multipliers, time=time, patch=patch)
        known("norm", norm, NORMS)
        widths = [base * m for m in multipliers]
        up = list(pairwise(reversed(widths)))
        self.channels, self.patch, self.bilinear = channels, patch, bilinear
        self.time = Time(time)
        self.first = DoubleConv(channels * patch**2, widths[0], time, norm)
        self.down = nn.ModuleList(DoubleConv(a, b, time, norm) for a, b in pairwise(widths))
        self.rise = nn.ModuleList(nn.Identity() if bilinear else nn.ConvTranspose2d(a, b, 2, stride=2) for a, b in up)
        self.up = nn.ModuleList(DoubleConv((a if bilinear else b) + b, b, time, norm) for a, b in up)
        self.last = zero(nn.Conv2d(widths[0], channels * patch**2, 1))

    def forward(self, x: Tensor, t: float | Tensor) -> Tensor:
        same_shape(x, (self.channels, None, None))
        least = self.patch * 2 ** len(self.down)
        if min(x.shape[2:]) < least or any(n % self.patch for n in x.shape[2:]):
            raise ValueError(
                f"x has {x.shape[2]} x {x.shape[3]} pixels; patch = {self.patch} and {len(self.down)} halvings need multiples of "
                f"{self.patch}, at least {least}: use fewer multipliers or another patch"
            )
        e = F.silu(self.time(t, x))
        h = self.first(F.pixel_unshuffle(x, self.patch), e)
        skips = []
        for block in self.down:
            skips.append(h)
            h = block(F.max_pool2d(h, 2), e)
        for rise, block, skip in zip(self.rise, self.up, reversed(skips), strict=True):
            h = block(skip, e, h) if self.bilinear else block(torch.cat([skip, fit(rise(h), skip)], dim=1), e)
        return F.pixel_shuffle(self.last(h), self.patch)


def fit(h: Tensor, skip: Tensor) -> Tensor:
    """Padded at the right and below to the size of the skip."""
    return F.pad(h, (0, skip.shape[3] - h.shape[3], 0, skip.shape[2] - h.shape[2]))


class AttentionUNet(nn.Module):
    """x (N, channels, size, size) -> like x. Table 2's second row: base 64, (1, 1, 2, 2, 4), attention at 8, 16, 32, time 256.

    A residual block a level on the way down and one on the way up, halved by strided convolutions (28 -> 14 -> 7 -> 4 -> 2),
    doubled by nearest neighbours and a convolution; attention at the resolutions in `attention`, and always in the middle.
    patch=2 takes blocks of 2 x 2 pixels as channels; resolutions are counted after it.
    """

    def __init__(
        self,
        channels: int,
        size: int,
        base: int = 64,
        multipliers: tuple[int, ...] = (1, 1, 2, 2, 4),
        attention: tuple[int, ...] = (8, 16, 32),
        time: int = 256,
        norm: str = "group",
        patch: int = 1,
    ) -> None:
        super().__init__()
        positive(channels=channels, size=size, base=base, multipliers=multipliers, time=time, patch=patch)
        known("norm", norm, NORMS)
        if size % patch:
            raise ValueError(f"size = {size} is not a multiple of patch = {patch}: use another patch")
        at = [size // patch]
        while len(at) < len(multipliers):
            at.append((at[-1] + 1) // 2)
        if attention and not set(attention) & set(at):
            raise ValueError(f"attention at {tuple(attention)}, resolutions {tuple(at)}: name some of them, or attention = ()")
        widths = [base * m for m in multipliers]
        levels = list(zip([widths[0], *widths], widths, (n in attention for n in at), strict=False))
        self.channels, self.size, self.patch = channels, size, patch
        self.time, self.first = Time(time), nn.Conv2d(channels * patch**2, widths[0], 3, padding=1)
        self.down = nn.ModuleList(Residual(a, b, time, norm, attend) for a, b, attend in levels)
        self.halve = nn.ModuleList(nn.Conv2d(w, w, 3, stride=2, padding=1) for w in widths[:-1])
        self.middle = Residual(widths[-1], widths[-1], time, norm, True)
        self.up = nn.ModuleList(Residual(2 * b, a, time, norm, attend) for a, b, attend in levels)
        self.grow = nn.ModuleList(nn.Conv2d(w, w, 3, padding=1) for w in widths[:-1])
        self.norm, self.last = NORMS[norm](widths[0]), zero(nn.Conv2d(widths[0], channels * patch**2, 3, padding=1))

    def forward(self, x: Tensor, t: float | Tensor) -> Tensor:
        same_shape(x, (self.channels, self.size, self.size))
        e = F.silu(self.time(t, x))
        h = self.first(F.pixel_unshuffle(x, self.patch))
        skips = []
        for i, block in enumerate(self.down):
            h = block(self.halve[i - 1](h) if i else h, e)
            skips.append(h)
        h = self.middle(h, e)
        for i in reversed(range(len(skips))):
            h = self.up[i](torch.cat([h, skips[i]], dim=1), e)
            if i:
                h = self.grow[i - 1](F.interpolate(h, size=skips[i - 1].shape[2:], mode="nearest"))
        return F.pixel_shuffle(self.last(F.silu(self.norm(h))), self.patch)


KINDS: dict[str, tuple[Callable[..., nn.Module], dict[str, int]]] = {  # what the data's shape decides: argument -> axis
    "mlp": (MLP, {"dim": 0}),
    "flow-unet": (FlowUNet, {"channels": 0}),
    "attention-unet": (AttentionUNet, {"channels": 0, "size": 1}),
    "resnet50": (classifier.resnet50, {}),
    "small-resnet": (classifier.SmallResNet, {}),
}


def build(spec: Mapping[str, Any], shape: tuple[int, ...]) -> nn.Module:
    """The network of a preset's [network] table, for data of this shape: (d,) or (channels, height, width)."""
    kind = spec.get("kind")
    make, axes = known("network kind", kind, KINDS)
    if len(shape) != (1 if kind == "mlp" else 3):
        raise ValueError(f"{kind!r} and data of shape {tuple(shape)}: mlp is for (d,), the others for (channels, height, width)")
    keys = [key for key in inspect.signature(make).parameters if key not in axes]
    if wrong := [key for key in spec if key not in (*keys, "kind")]:
        raise ValueError(f"{wrong[0]!r} is not a key of a network of kind {kind!r}; known: {', '.join(keys)}")
    network: nn.Module = make(
        **{name: shape[axis] for name, axis in axes.items()}, **{key: spec[key] for key in spec if key != "kind"}
    )
    return network
