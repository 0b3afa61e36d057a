"""Images in memory as bytes, with a checksum of what is loaded."""

import hashlib
from dataclasses import dataclass
from typing import Any

import torch


@dataclass(frozen=True, eq=False)
class Images:
    name: str
    x: torch.Tensor  # uint8 (N, C, H, W)
    labels: torch.Tensor | None = None  # int8 (N, L)
    names: tuple[str, ...] = ()  # of the L labels
    split: str = ""
    checksum: str = ""  # sha256 of pixels, labels and ids; computed unless given
    ids: torch.Tensor | None = None  # int64 (N,), the numbers of the images in the whole set
    black: float = -1.0  # of a batch, in which white is 1

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
        """black + (1 - black) x / 255 of these images, float32 (n, C, H, W): in [-1, 1] unless black is another."""
        return self.x[indices].float() / (255 / (1 - self.black)) + self.black


def checksum(*tensors: torch.Tensor | None) -> str:
    """sha256 of dtypes, shapes and bytes, in this order."""
    digest = hashlib.sha256()
    for a in tensors:
        digest.update(f"{a.dtype} {tuple(a.shape)};".encode() if a is not None else b"none;")
        if a is not None:
            digest.update(a.contiguous().numpy().data)
    return digest.hexdigest()
