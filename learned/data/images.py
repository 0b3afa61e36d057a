"""Images in memory as bytes, and fixed pairs, each with a checksum of what is loaded."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from learned.data import files


@dataclass(frozen=True, eq=False)
class Images:
    name: str
    x: torch.Tensor  # uint8 (N, C, H, W)
    labels: torch.Tensor | None = None  # int8 (N, L)
    names: tuple[str, ...] = ()  # of the L labels
    split: str = ""
    checksum: str = ""  # sha256 of pixels, labels and ids; computed unless given
    ids: torch.Tensor | None = None  # int64 (N,), the numbers of the images in the whole set

    def __post_init__(self) -> None:
        n = len(self.x)
        if self.x.dtype != torch.uint8 or self.x.ndim != 4:
            raise ValueError(f"images are {self.x.dtype} {tuple(self.x.shape)}: they must be torch.uint8 (N, C, H, W)")
        if n == 0:
            raise ValueError(f"{self.name}: no image is left; choose another split or subset")
        for what, a in (("labels", self.labels), ("ids", self.ids)):
            if a is not None and len(a) != n:
                raise ValueError(f"{self.name}: {len(a)} {what} for {n} images: there must be one for each")
        if not self.checksum:
            object.__setattr__(self, "checksum", checksum(self.x, self.labels, self.ids))

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.x.shape[1:])

    def __len__(self) -> int:
        return len(self.x)

    def batch(self, indices: Any) -> torch.Tensor:
        """x / 127.5 - 1 of these images, float32 (n, C, H, W) in [-1, 1]."""
        return self.x[indices].float() / 127.5 - 1


@dataclass(frozen=True, eq=False)
class Pairs:
    x0: torch.Tensor  # float (N, *shape)
    x1: torch.Tensor  # float (N, *shape)
    checksum: str = ""

    def __post_init__(self) -> None:
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


def pairs(root: str | Path | None, file: str | Path) -> Pairs:
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


def checksum(*tensors: torch.Tensor | None) -> str:
    """sha256 of dtypes, shapes and bytes, in this order."""
    digest = hashlib.sha256()
    for a in tensors:
        digest.update(f"{a.dtype} {tuple(a.shape)};".encode() if a is not None else b"none;")
        if a is not None:
            digest.update(a.contiguous().numpy().data)
    return digest.hexdigest()
