"""Tiny files in the layouts of the real ones, and the table of expected files made to expect them."""

import gzip
import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tarfile import TarFile, TarInfo

import numpy as np
import pytest
from PIL import Image

from learned.data import files

NAMES = ("Male", "Smiling", "Young")


def place(monkeypatch: pytest.MonkeyPatch, path: Path, data: bytes, compress: bool = False) -> None:
    """The file, and the expectation of exactly it."""
    expect(monkeypatch, path.name, data)
    path = path.with_name(path.name + ".gz") if compress else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if compress else data)


def expect(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    file = replace(files.FILES[name], size=len(data), sha256=hashlib.sha256(data).hexdigest())
    monkeypatch.setitem(files.FILES, name, file)


def idx(a: np.ndarray) -> bytes:
    return bytes((0, 0, 8, a.ndim)) + np.array(a.shape, dtype=">i4").tobytes() + a.astype(np.uint8).tobytes()


def digits(n: int) -> tuple[np.ndarray, np.ndarray]:
    """n images of 28 x 28, the i-th of the digit i mod 7, so no sevens, eights and nines."""
    return np.random.default_rng(5).integers(0, 256, (n, 28, 28)).astype(np.uint8), np.arange(n) % 7


def mnist(monkeypatch: pytest.MonkeyPatch, folder: Path, compress: bool = False, n: int = 20, labels: int | None = None) -> None:
    for split in ("train", "t10k"):
        x, y = digits(n)
        place(monkeypatch, folder / f"{split}-images-idx3-ubyte", idx(x), compress)
        place(monkeypatch, folder / f"{split}-labels-idx1-ubyte", idx(y[:labels]), compress)


def attributes(n: int) -> np.ndarray:
    return 2 * np.random.default_rng(6).integers(0, 2, (n, len(NAMES))) - 1


def attribute_file(labels: np.ndarray, says: int | None = None) -> bytes:
    lines = [f"{i + 1:06d}.jpg " + " ".join(f"{v:2d}" for v in row) for i, row in enumerate(labels)]
    return "\r\n".join([str(says or len(labels)), " ".join(NAMES) + " ", *lines, ""]).encode()


def partition_file(parts: list[int]) -> bytes:
    return "".join(f"{i + 1:06d}.jpg {p}\n" for i, p in enumerate(parts)).encode()


def jpg(i: int, size: tuple[int, int] = (64, 64)) -> bytes:
    """One colour that depends on i, which a jpg keeps within a few units."""
    out = BytesIO()
    Image.new("RGB", size, (10 * i, 255 - 10 * i, 128)).save(out, "JPEG", quality=95)
    return out.getvalue()


def tar(images: dict[int, bytes]) -> bytes:
    out = BytesIO()
    with TarFile(fileobj=out, mode="w") as held:
        for i, data in images.items():
            info = TarInfo(f"img_align_celeba/{i:06d}.jpg")
            info.size = len(data)
            held.addfile(info, BytesIO(data))
    return out.getvalue()
