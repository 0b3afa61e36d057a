"""What is decoded once: an array file beside its sha256, written whole or not at all, made again where it is damaged."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from learned.files.atomic import new_file, write_whole
from learned.files.places import cache


def array(name: str, mark: str, shape: tuple[int, ...], rows: Callable[[], Iterable[np.ndarray]]) -> np.ndarray:
    """uint8 `shape` whose rows are `rows()`, mapped from the file that belongs to `mark`; a private copy of what is written to."""
    path = cache() / f"{name}-{hashlib.sha256(f'{shape} {mark}'.encode()).hexdigest()[:16]}.npy"
    seal = path.with_suffix(".sha256")
    if not _whole(path, seal):
        _write(path, seal, shape, rows())
    held: np.ndarray = np.load(path, mmap_mode="c")
    return held


def digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _whole(path: Path, seal: Path) -> bool:
    return path.is_file() and seal.is_file() and seal.read_text(encoding="ascii") == digest(path)


def _write(path: Path, seal: Path, shape: tuple[int, ...], rows: Iterable[np.ndarray]) -> None:
    """Row by row; another process at the same work writes the same bytes."""
    advice = f"set DRIFTPROOF_CACHE to a folder with room for {np.prod(shape):,} bytes"
    with new_file(path, advice) as f:
        np.lib.format.write_array_header_1_0(f, {"descr": "|u1", "fortran_order": False, "shape": shape})
        written = 0
        for row in rows:
            if row.dtype != np.uint8 or row.shape != shape[1:]:
                raise ValueError(f"row {written} is {row.dtype} {row.shape}: it must be uint8 {shape[1:]}")
            f.write(row.tobytes())
            written += 1
        if written != shape[0]:
            raise ValueError(f"there are {written} rows: {shape[0]} are wanted")
        f.seek(0)
        mark = hashlib.file_digest(f, "sha256").hexdigest()
    write_whole(seal, mark, advice)
