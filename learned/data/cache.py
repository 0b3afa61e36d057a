"""What is decoded once: an array file beside its sha256, written whole or not at all, made again where it is damaged."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np


def folder() -> Path:
    """DRIFTPROOF_CACHE, else ~/.cache/driftproof."""
    return Path(os.environ.get("DRIFTPROOF_CACHE") or Path.home() / ".cache" / "driftproof").expanduser()


def array(name: str, mark: str, shape: tuple[int, ...], rows: Callable[[], Iterable[np.ndarray]]) -> np.ndarray:
    """uint8 `shape` whose rows are `rows()`, mapped from the file that belongs to `mark`; a private copy of what is written to."""
    path = folder() / f"{name}-{hashlib.sha256(f'{shape} {mark}'.encode()).hexdigest()[:16]}.npy"
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
    """To temporary files of the same folder, then renamed: another process at the same work writes the same bytes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{path.stem}-") as there:
            new, sealed = Path(there) / path.name, Path(there) / seal.name
            out = np.lib.format.open_memmap(new, mode="w+", dtype=np.uint8, shape=shape)
            for i, row in enumerate(rows):
                out[i] = row
            out.flush()
            del out
            sealed.write_text(digest(new), encoding="ascii")
            new.replace(path)
            sealed.replace(seal)
    except OSError as e:
        raise OSError(
            f"cannot write {path} ({e}): set DRIFTPROOF_CACHE to a folder with room for {np.prod(shape):,} bytes"
        ) from None
