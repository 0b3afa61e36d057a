"""The channels of the published FlowUNet (causdiff, commit f8bcfdb, MIT), built anew, as an image flows through it.

    down   64, 128, 256, 512, 1024 / f     max-pooling by 2 before each but the first; f = 2 with bilinear upsampling, else 1
    up     1024 -> 512 / f, 512 -> 256 / f, 256 -> 128 / f, 128 -> 64    from the skip beside what was doubled
    doubling, not bilinear: transposed convolutions 512 -> 512, 256 -> 256, 128 -> 128, 64 -> 64

Norms, activations and the time change no channels, and are left out; a convolution stands for each pair of them.
"""

from functools import cache
from typing import Any, NamedTuple

IMAGE = 16  # pixels on a side: four halvings


class Flowing(NamedTuple):
    """Channels that came into each convolution and went out of it, down and up, as far as the image came."""

    down: tuple[tuple[int, int], ...]
    up: tuple[tuple[int, int], ...]
    doubling: tuple[tuple[int, int], ...]  # that came to it, that it takes: the last is where it ended, if it did


@cache
def flowing(bilinear: bool = True) -> Flowing:
    """Of one image with three channels; the weights are random, and the global generator stays as it was."""
    import torch

    f, found = 2 if bilinear else 1, Flowing((), (), ())._asdict()

    def note(name: str, *pair: int) -> None:
        found[name] += (pair,)

    with torch.random.fork_rng(devices=[]), torch.no_grad():
        down = [_conv(*pair) for pair in zip((3, 64, 128, 256, 512), (64, 128, 256, 512, 1024 // f), strict=True)]
        up = [_conv(*pair) for pair in zip((1024, 512, 256, 128), (512 // f, 256 // f, 128 // f, 64), strict=True)]
        doubling = [_doubling(c, bilinear) for c in (512, 256, 128, 64)]
        for name, layers in (("down", down), ("up", up)):
            for layer in layers:
                layer.register_forward_hook(lambda _, x, y, name=name: note(name, x[0].shape[1], y.shape[1]))
        for layer in doubling:
            layer.register_forward_pre_hook(
                lambda own, x: note("doubling", x[0].shape[1], getattr(own, "in_channels", x[0].shape[1]))
            )
        _through(torch.zeros(1, 3, IMAGE, IMAGE), down, doubling, up)
    return Flowing(**found)


def _conv(inside: int, outside: int) -> Any:
    from torch import nn

    return nn.Conv2d(inside, outside, 3, padding=1)


def _doubling(channels: int, bilinear: bool) -> Any:
    from torch import nn

    return nn.Upsample(scale_factor=2, mode="bilinear") if bilinear else nn.ConvTranspose2d(channels, channels, 2, stride=2)


def _through(h: Any, down: Any, doubling: Any, up: Any) -> None:
    """Down, and up again as far as the channels fit."""
    import torch

    skips = []
    for i, layer in enumerate(down):
        h = layer(torch.max_pool2d(h, 2) if i else h)
        skips.append(h)
    for larger, layer, skip in zip(doubling, up, reversed(skips[:-1]), strict=True):
        try:
            h = layer(torch.cat([skip, larger(h)], 1))
        except RuntimeError:  # torch refuses channels that do not fit: what came, and what was taken, is noted
            return


def rate(lr: float | None = None) -> str:
    """The learning rate of AdamW made with this one: torch's own where the script of the plane gives none (its line 25)."""
    import torch

    weights = [torch.zeros(1, requires_grad=True)]
    made = torch.optim.AdamW(weights) if lr is None else torch.optim.AdamW(weights, lr=lr)
    return str(made.param_groups[0]["lr"])
