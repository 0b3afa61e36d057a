"""Fixed pairs (x0, x1): read from a file, stated, or drawn from a seed; and the same pairs with noise on their lines.

    x0_i ~ N(0, I),   pairing random: x1_i ~ N(0, I), mirror: x1_i = -x0_i, whose lines all meet at t = 1/2, x = 0
    images: x1_i the first n of the training split, in [-1, 1]
    noise: both ends moved by the same sigma z, z ~ N(0, I) for each of `copies` of a pair; of images afresh in every batch

So x_t = (1 - t) x0 + t x1 + sigma z and the target x1 - x0 stays as it is: constant noise. The pairs do not depend on the noise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from learned.data import files
from learned.data.celeba import celeba
from learned.data.images import checksum
from learned.data.law import exact
from learned.probe.directions import plain, said

PAIRINGS = ("random", "mirror")
SETS = ("celeba",)


@dataclass(frozen=True, eq=False)
class Pairs:
    x0: torch.Tensor  # float (N, *shape)
    x1: torch.Tensor  # float (N, *shape)
    checksum: str = ""
    noise: float = 0.0  # standard deviation of what both ends of a pair are moved by, drawn afresh in every batch

    def __post_init__(self) -> None:
        for name, a in (("x0", self.x0), ("x1", self.x1)):
            if not plain(a):
                raise TypeError(f"{name} is {said(a)}: give a tensor with its numbers in memory")
        if self.x0.shape != self.x1.shape or self.x0.ndim < 2 or len(self.x0) == 0:
            raise ValueError(f"x0 is {tuple(self.x0.shape)}, x1 {tuple(self.x1.shape)}: both must be (N, ...), N at least 1")
        for name, a in (("x0", self.x0), ("x1", self.x1)):
            if not a.is_floating_point() or not bool(torch.isfinite(a).all()):
                raise ValueError(f"{name} ({a.dtype}) must hold finite floating-point numbers")
        if not self.checksum:
            object.__setattr__(self, "checksum", checksum(self.x0, self.x1))

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.x1.shape[1:])

    def __len__(self) -> int:
        return len(self.x1)

    def batch(self, indices: Any) -> tuple[torch.Tensor, torch.Tensor]:
        return self.x0[indices], self.x1[indices]


def from_file(root: str | Path | None, file: str | Path) -> Pairs:
    """The tensors x0 and x1 of a .safetensors file, its path below the root or in full."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    path = files.folder(root) / file
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}: write x0 and x1 there with safetensors.torch.save_file")
    try:
        held = load_file(path)
    except SafetensorError as e:
        raise ValueError(f"{path} is no whole .safetensors file ({e}): write it again") from None
    if set(held) != {"x0", "x1"}:
        raise ValueError(f"{path} holds {', '.join(sorted(held)) or 'nothing'}: it must hold x0 and x1")
    return Pairs(held["x0"], held["x1"])


def drawn(n: int, d: int, seed: int, pairing: str, noise: Any = 0, copies: int = 1) -> Pairs:
    """n pairs in R^d, float32; with noise n * copies rows, the copies of a pair side by side."""
    _whole(("n", n, 1), ("d", d, 1), ("seed", seed, 0), ("copies", copies, 1))
    if pairing not in PAIRINGS:
        raise ValueError(f"pairing {pairing!r} is unknown: use {' or '.join(PAIRINGS)}")
    generator = torch.Generator().manual_seed(seed)
    x0 = torch.randn(n, d, generator=generator, dtype=torch.float64)
    x1 = -x0 if pairing == "mirror" else torch.randn(n, d, generator=generator, dtype=torch.float64)
    return moved(x0, x1, noise, copies, generator)


def of_images(root: str | Path | None, images: str, n: int, size: int, seed: int, noise: Any = 0) -> Pairs:
    """The first n images of the training split, (C, size, size) in [-1, 1], each with a source point of its own; float32."""
    _whole(("n", n, 1), ("seed", seed, 0))
    if images not in SETS:
        raise ValueError(f"images {images!r} are unknown: use {' or '.join(SETS)}")
    sigma = float(exact("noise", noise))
    if sigma < 0:
        raise ValueError(f"noise = {noise!r}: a standard deviation is 0 or more")
    held = celeba(root, "train", size)
    if n > len(held):
        raise ValueError(f"n = {n}: {images} has {len(held)} images to train on; ask for no more")
    x1 = held.batch(slice(n))
    x0 = torch.randn(x1.shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return Pairs(x0.float(), x1, noise=sigma)


def _whole(*given: tuple[str, Any, int]) -> None:
    for name, value, least in given:
        if type(value) is not int or value < least:
            raise ValueError(f"{name} = {value!r}: give a whole number, {least} or more")


def stated(x0: Any, x1: Any, noise: Any = 0, copies: int = 1, seed: int = 0) -> Pairs:
    """The pairs (x0_i, x1_i), lists of exact points."""
    a, b = (
        torch.tensor([[float(v) for v in row] for row in exact(n, x)], dtype=torch.float64) for n, x in (("x0", x0), ("x1", x1))
    )
    return moved(a, b, noise, copies, torch.Generator().manual_seed(seed))


def moved(x0: torch.Tensor, x1: torch.Tensor, noise: Any, copies: int, generator: torch.Generator) -> Pairs:
    sigma = float(exact("noise", noise))
    if sigma < 0 or (sigma > 0) != (copies > 1):
        raise ValueError(f"noise = {noise!r} with copies = {copies}: noise above 0 needs many copies of a pair, no noise needs one")
    x0, x1 = (x.repeat_interleave(copies, 0) for x in (x0, x1))
    z = sigma * torch.randn(x0.shape, generator=generator, dtype=torch.float64)
    return Pairs((x0 + z).float(), (x1 + z).float())


FORMS: tuple[tuple[Callable[..., Pairs], set[str], set[str]], ...] = (  # what makes the pairs, keys it needs, keys it may have
    (from_file, {"file"}, set()),
    (lambda root, **given: stated(**given), {"x0", "x1"}, {"noise", "copies"}),
    (lambda root, **given: drawn(**given), {"n", "d", "seed", "pairing"}, {"noise", "copies"}),
    (of_images, {"images", "n", "size", "seed"}, {"noise"}),
)


def pairs(root: str | Path | None, **given: Any) -> Pairs:
    """From a file, as stated, drawn, or of images: the keys say which."""
    for make, needs, more in FORMS:
        if needs <= set(given) <= needs | more:
            return make(root, **given)
    forms = (", ".join(sorted(n)) + (f" (and {', '.join(sorted(m))})" if m else "") for _, n, m in FORMS)
    raise ValueError(f"pairs with the keys {', '.join(sorted(given)) or 'none'}: give {'; or '.join(forms)}")
