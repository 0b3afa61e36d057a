"""MNIST from its four IDX files, as torchvision lays them out (MNIST/raw) or in a folder mnist, compressed or not."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from analytic.door import whole
from analytic.options import each, known
from learned.data import files
from learned.data.images import Images

SPLITS = {"train": "train", "test": "t10k"}
BLACK = (-1, 0)


def mnist(root: str | Path | None = None, split: str = "train", digits: Sequence[int] | None = None, black: int = -1) -> Images:
    """Images uint8 (N, 1, 28, 28) with the label `digit`; ids are positions in the split; `digits` keeps these only.

    A batch has pixels from `black`, -1 or 0, to 1.
    """
    known("split", split, SPLITS)
    if whole("black", black, "give -1 or 0") not in BLACK:
        raise ValueError(f"black = {black}: give -1 or 0, the value of a black pixel; white is 1")
    kept = None if digits is None else _digits(digits)
    x, y = _read(files.folder(root), split)
    keep = np.arange(len(y)) if kept is None else np.flatnonzero(np.isin(y, kept))
    name = "mnist" if kept is None else f"mnist digits {' '.join(map(str, kept))}"
    labels, pixels = torch.from_numpy(y[keep].astype(np.int8)[:, None]), torch.from_numpy(x[keep][:, None])
    return Images(name, pixels, labels, ("digit",), split, ids=torch.from_numpy(keep), black=float(black))


def _digits(digits: Sequence[int]) -> list[int]:
    asked = each("digits", digits, lambda name, n: whole(name, n, "give 0 to 9"))
    if not asked or not all(0 <= n <= 9 for n in asked):
        raise ValueError(f"digits {digits!r}: give a list of whole numbers from 0 to 9, at least one, or leave it out for all")
    return sorted(set(asked))


def _read(place: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Images (N, 28, 28) and labels (N,) of a split."""
    x = idx(files.content(place, f"{SPLITS[split]}-images-idx3-ubyte"), 3)
    y = idx(files.content(place, f"{SPLITS[split]}-labels-idx1-ubyte"), 1)
    if len(x) != len(y):
        raise ValueError(f"mnist {split} has {len(x)} images and {len(y)} labels: the two files do not belong together")
    return x, y


def idx(data: bytes, axes: int) -> np.ndarray:
    """An IDX file of bytes: two zeros, the type 8, the number of axes, their lengths as big-endian int32, the entries."""
    start = 4 + 4 * axes
    if data[:4] != bytes((0, 0, 8, axes)) or len(data) < start:
        raise ValueError(
            f"an IDX file of bytes with {axes} axes begins with 0 0 8 {axes}, this one with {' '.join(map(str, data[:4]))}"
        )
    shape = tuple(int(n) for n in np.frombuffer(data, ">i4", axes, 4))
    if len(data) - start != np.prod(shape):
        raise ValueError(f"an IDX file of shape {shape} has {len(data) - start} entries instead of {np.prod(shape)}")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)
