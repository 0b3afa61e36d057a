"""The blocks that networks are made of, and what is checked at their doors."""

import math
from collections.abc import Callable, Mapping
from reprlib import repr as short
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from analytic import options

NORMS: dict[str, Callable[[int], nn.Module]] = {
    "batch": nn.BatchNorm2d,
    "group": lambda channels: nn.GroupNorm(math.gcd(8, channels, channels // 2), channels),  # at least 2 channels a group
}

WIDE = 128  # channels
MOST = 2**16  # of any size of a network
MANY = ("multipliers", "decoder")  # sizes that are lists


def known(what: str, name: Any, names: Mapping[str, Any]) -> Any:
    return names[options.known(what, name, names)]


def positive(**sizes: Any) -> None:
    """Whole numbers from 1 to MOST; those of MANY lists of them."""
    for name, size in sizes.items():
        if isinstance(size, list | tuple) != (name in MANY):
            raise ValueError(
                f"{name} = {short(size)}: give {'a list of positive integers' if name in MANY else 'one positive integer'}"
            )
        for n in size if isinstance(size, list | tuple) else [size]:
            if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= MOST:
                raise ValueError(f"{name} = {short(size)}: {short(n)} is not a positive integer; give 1 or more, at most {MOST}")
        if size in ([], ()):
            raise ValueError(f"{name} is empty: give at least one positive integer")


def same_shape(x: Tensor, shape: tuple[Any, ...]) -> None:
    """x is (N, *shape), where None in shape stands for any size."""
    if x.ndim != 1 + len(shape) or any(n is not None and n != m for n, m in zip(shape, x.shape[1:], strict=True)):
        wanted = ", ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"x has shape {tuple(x.shape)}; this network is for (N, {wanted}): build it for the shape of the data")


def zero(layer: nn.Module) -> Any:
    for p in layer.parameters():
        nn.init.zeros_(p)
    return layer


class Time(nn.Module):
    """e(t) = W2 silu(W1 (sin w_i t, cos w_i t)), (1 or N, width): w_i from 1 to 100, geometric, so smooth on the scale 1/100."""

    frequencies: Tensor

    def __init__(self, width: int) -> None:
        super().__init__()
        half = (width + 1) // 2
        self.register_buffer("frequencies", torch.logspace(0, 2, half), persistent=False)
        self.layers = nn.Sequential(nn.Linear(2 * half, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, t: float | Tensor, x: Tensor) -> Any:
        t = torch.as_tensor(t, dtype=x.dtype, device=x.device)
        if t.ndim and t.shape != x.shape[:1]:
            raise ValueError(f"t has shape {tuple(t.shape)}; give a number, or one time for each row of x: ({len(x)},)")
        angles = t.reshape(-1, 1) * self.frequencies.to(x.dtype)  # (1 or N, half)
        return self.layers(torch.cat([angles.sin(), angles.cos()], dim=1))  # (1 or N, width)


class Conv3(nn.Conv2d):
    """3 x 3, without bias, same size. A single pixel meets the middle of the kernel only: a ninth of the work."""

    def __init__(self, inside: int, outside: int) -> None:
        super().__init__(inside, outside, 3, padding=1, bias=False)

    def forward(self, x: Tensor, below: Tensor | None = None) -> Tensor:
        """conv(x), or conv(cat(x, up(below))) with up bilinear: in train mode on a CPU as conv_a(x) + conv_b(up(below))."""
        if below is not None and self.training and x.device.type == "cpu":
            a, b = self.weight.split([x.shape[1], below.shape[1]], dim=1)
            return F.conv2d(x, a, padding=1) + conv_up(below, b, x.shape[2], x.shape[3])
        if below is not None:
            x = torch.cat([x, F.interpolate(below, size=x.shape[2:], mode="bilinear")], dim=1)
        if x.shape[2:] == (1, 1):
            return F.linear(x.flatten(1), self.weight[:, :, 1, 1])[:, :, None, None]
        return super().forward(x)


def conv_up(h: Tensor, weight: Tensor, height: int, width: int) -> Tensor:
    """conv(up(h)) = sum_de shift_de up(W_de h): all is linear, and channels are mixed where pixels are few; then rows, columns."""
    N, channels, i, j = h.shape
    rows, columns = taps(i, height, h), taps(j, width, h)
    pixels, out = h.permute(0, 2, 3, 1).reshape(-1, channels), h.new_zeros(1)
    for d in range(3):
        mixed = pixels @ weight[:, :, d].permute(1, 2, 0).reshape(channels, -1)  # (N i j, 3 outside)
        out = torch.baddbmm(out, rows[:, d].T.expand(N, -1, -1), mixed.view(N, i, -1))  # (N, height, j 3 outside)
    out = torch.bmm(columns.flatten(0, 1).T.expand(N * height, -1, -1), out.view(N * height, 3 * j, -1))
    return out.view(N, height, width, -1).permute(0, 3, 1, 2)


def taps(n: int, m: int, like: Tensor) -> Tensor:
    """(n, 3, m): what each of n pixels, interpolated to m, gives to p - 1, p, p + 1 for each p of the m; beyond the ends 0."""
    up = F.interpolate(torch.eye(n, dtype=like.dtype, device=like.device)[None], size=m, mode="linear")[0]
    return F.pad(up, (1, 1)).unfold(1, m, 1)


def layout(network: nn.Module, device: str) -> nn.Module:
    """Channels-last; on a CPU no more than WIDE channels are: there, few wide pixels are quicker contiguous. Weights say which."""
    if torch.device(device).type != "cpu":
        return network.to(memory_format=torch.channels_last)
    for m in network.modules():
        if isinstance(m, nn.Conv2d) and m.out_channels <= WIDE:
            m.weight.data = m.weight.data.contiguous(memory_format=torch.channels_last)
    return network


class DoubleConv(nn.Module):
    """silu(norm(conv(silu(norm(conv(x)) + W e)))): the convolutions need no bias, the norms have one.

    In train mode x is brought to the layout of the weights.
    """

    def __init__(self, inside: int, outside: int, time: int, norm: str) -> None:
        super().__init__()
        self.conv1, self.norm1 = Conv3(inside, outside), NORMS[norm](outside)
        self.conv2, self.norm2 = Conv3(outside, outside), NORMS[norm](outside)
        self.time = nn.Linear(time, outside)

    def forward(self, x: Tensor, e: Tensor, below: Tensor | None = None) -> Tensor:
        if self.training:
            last = not self.conv2.weight.is_contiguous()
            x = x.contiguous(memory_format=torch.channels_last if last else torch.contiguous_format)
        x = F.silu(self.norm1(self.conv1(x, below)) + self.time(e)[:, :, None, None])  # (N, outside, H, W)
        return F.silu(self.norm2(self.conv2(x)))  # (N, outside, H, W)


class Attention(nn.Module):
    """x + W softmax(Q^T K / sqrt(c)) V over the pixels, in 4 heads of c channels (fewer where 4 does not divide).

    In train mode by the fused kernels, which save memory and have no forward derivative; in eval mode written out.
    """

    def __init__(self, width: int, norm: str) -> None:
        super().__init__()
        self.heads = math.gcd(4, width)
        self.norm, self.qkv = NORMS[norm](width), nn.Conv2d(width, 3 * width, 1)
        self.last = zero(nn.Conv2d(width, width, 1))

    def forward(self, x: Tensor) -> Any:
        N, C, H, W = x.shape
        qkv = self.qkv(self.norm(x)).reshape(N, 3, self.heads, C // self.heads, H * W)  # C // heads = c, H W pixels
        q, k, v = qkv.transpose(-1, -2).unbind(1)  # (N, heads, pixels, c) each
        if self.training:
            out = F.scaled_dot_product_attention(q, k, v)
        else:
            out = torch.softmax(q / math.sqrt(C // self.heads) @ k.transpose(-1, -2), dim=-1) @ v
        return x + self.last(out.transpose(-1, -2).reshape(N, C, H, W))  # out (N, heads, pixels, c)


class Residual(nn.Module):
    """shortcut(x) + conv(silu(norm(conv(silu(norm(x)))) + W e)), then attention where asked for. It starts as its shortcut.

    The time enters after the norm: before it, the norm of a small group would take it away again.
    """

    def __init__(self, inside: int, outside: int, time: int, norm: str, attention: bool) -> None:
        super().__init__()
        self.norm1, self.conv1 = NORMS[norm](inside), nn.Conv2d(inside, outside, 3, padding=1)
        self.norm2, self.conv2 = NORMS[norm](outside), zero(nn.Conv2d(outside, outside, 3, padding=1))
        self.time = nn.Linear(time, outside)
        self.shortcut = nn.Conv2d(inside, outside, 1) if inside != outside else nn.Identity()
        self.attention = Attention(outside, norm) if attention else nn.Identity()

    def forward(self, x: Tensor, e: Tensor) -> Any:
        h = self.norm2(self.conv1(F.silu(self.norm1(x)))) + self.time(e)[:, :, None, None]  # (N, outside, H, W)
        return self.attention(self.shortcut(x) + self.conv2(F.silu(h)))  # (N, outside, H, W)
