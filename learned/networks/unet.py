"""U-Nets for images (N, channels, H, W): the two of Table 2, with or without attention."""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from learned.networks.layers import NORMS, DoubleConv, Residual, Time, known, positive, same_shape, zero


class FlowUNet(nn.Module):
    """x (N, channels, H, W) -> like x. Table 2's baseline: base 64, multipliers (1, 2, 4, 8, 16), time 256, norm="batch".

    A double convolution a level, max-pooling by 2 between levels (28 -> 14 -> 7 -> 3 -> 1), skips joined by concatenation; what
    came up is padded to the size of its skip. bilinear=True interpolates on the way up, else a transposed convolution does.
    `decoder` has the multipliers of the way up, those of the way down unless they are given. The published code has multipliers
    (1, 2, 4, 8, 8), decoder (4, 2, 1, 1) with bilinear=True, and with bilinear=False it does not run. patch=2 takes blocks of
    2 x 2 pixels as channels: a quarter of the cost.
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
        decoder: tuple[int, ...] = (),
    ) -> None:
        super().__init__()
        positive(channels=channels, base=base, multipliers=multipliers, time=time, patch=patch)
        known("norm", norm, NORMS)
        widths, up = [base * m for m in multipliers], [base * m for m in _ways_up(multipliers, decoder)]
        ways = list(zip([widths[-1], *up], widths[-2::-1], up, strict=False))  # what comes up, the skip beside it, what goes on
        self.channels, self.patch, self.bilinear = channels, patch, bilinear
        self.time = Time(time)
        self.first = DoubleConv(channels * patch**2, widths[0], time, norm)
        self.down = nn.ModuleList(DoubleConv(a, b, time, norm) for a, b in pairwise(widths))
        self.rise = nn.ModuleList(nn.Identity() if bilinear else nn.ConvTranspose2d(a, b, 2, stride=2) for a, b, _ in ways)
        self.up = nn.ModuleList(DoubleConv((a if bilinear else b) + b, c, time, norm) for a, b, c in ways)
        self.last = zero(nn.Conv2d([widths[0], *up][-1], channels * patch**2, 1))

    def forward(self, x: Tensor, t: float | Tensor) -> Tensor:
        """Level l has w_l channels, u_l on the way up, and H_l = H_(l-1) // 2 rows, H_0 = H / patch, and columns likewise."""
        self._check(x)
        e = F.silu(self.time(t, x))  # (1 or N, time)
        h = self.first(F.pixel_unshuffle(x, self.patch), e)  # (N, w_0, H_0, W_0)
        skips = []
        for block in self.down:
            skips.append(h)  # (N, w_l, H_l, W_l)
            h = block(F.max_pool2d(h, 2), e)  # (N, w_l+1, H_l+1, W_l+1)
        for rise, block, skip in zip(self.rise, self.up, reversed(skips), strict=True):
            joined = (skip, e, h) if self.bilinear else (torch.cat([skip, fit(rise(h), skip)], dim=1), e)
            h = block(*joined)  # (N, u_l, H_l, W_l)
        return F.pixel_shuffle(self.last(h), self.patch)  # (N, channels, H, W)

    def _check(self, x: Tensor) -> None:
        same_shape(x, (self.channels, None, None))
        least = self.patch * 2 ** len(self.down)
        if min(x.shape[2:]) < least or any(n % self.patch for n in x.shape[2:]):
            raise ValueError(
                f"x has {x.shape[2]} x {x.shape[3]} pixels; patch = {self.patch} and {len(self.down)} halvings need multiples of "
                f"{self.patch}, at least {least}: use fewer multipliers or another patch"
            )


def _ways_up(multipliers: tuple[int, ...], decoder: tuple[int, ...]) -> tuple[int, ...]:
    """The multipliers of the decoder; without one those of the way down, the deepest first."""
    if not decoder:
        return multipliers[-2::-1]
    positive(decoder=decoder)
    if len(decoder) != len(multipliers) - 1:
        raise ValueError(f"decoder = {list(decoder)} for {len(multipliers)} multipliers: give {len(multipliers) - 1}, one less")
    return decoder


def fit(h: Tensor, skip: Tensor) -> Tensor:
    """h (N, C, H', W') padded at the right and below to the size of the skip (N, any, H, W): (N, C, H, W)."""
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
        at = resolutions(size // patch, len(multipliers))
        if attention and not set(attention) & set(at):
            raise ValueError(f"attention at {tuple(attention)}, resolutions {tuple(at)}: name some of them, or attention = ()")
        widths = [base * m for m in multipliers]  # w_l
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
        """Level l has w_l channels and n_l x n_l pixels, n_l the `resolutions`."""
        same_shape(x, (self.channels, self.size, self.size))
        e = F.silu(self.time(t, x))  # (1 or N, time)
        h = self.first(F.pixel_unshuffle(x, self.patch))  # (N, w_0, n_0, n_0)
        skips = []
        for i, block in enumerate(self.down):
            h = block(self.halve[i - 1](h) if i else h, e)  # (N, w_i, n_i, n_i)
            skips.append(h)
        h = self.middle(h, e)  # as before
        for i in reversed(range(len(skips))):
            h = self.up[i](torch.cat([h, skips[i]], dim=1), e)  # (N, w_max(i-1, 0), n_i, n_i) from 2 w_i channels
            if i:
                h = self.grow[i - 1](F.interpolate(h, size=skips[i - 1].shape[2:], mode="nearest"))  # n_i-1 x n_i-1 pixels
        return F.pixel_shuffle(self.last(F.silu(self.norm(h))), self.patch)  # (N, channels, size, size)


def resolutions(n: int, levels: int) -> list[int]:
    """n_0 = n, n_l+1 = ceil(n_l / 2): a strided convolution rounds up."""
    found = [n]
    while len(found) < levels:
        found.append((found[-1] + 1) // 2)
    return found
