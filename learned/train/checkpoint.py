"""Tensors and a JSON header in one safetensors file: written whole or not at all, checked when read. No pickle."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes

from learned.files.atomic import write_whole

HEADER = "driftproof"
ADVICE = "make room, or give another folder"  # where a file cannot be written
Tensors = Mapping[str, torch.Tensor]


def save(path: Path, tensors: Tensors, header: Mapping[str, Any]) -> str:
    """Writes the tensors with their header; returns the SHA-256 of the file. ValueError where a tensor is not finite."""
    _finite(tensors, f"{path} was not written")
    data = to_bytes({k: v.detach().cpu().contiguous() for k, v in tensors.items()}, metadata={HEADER: json.dumps(header)})
    write_whole(path, data, ADVICE)
    return hashlib.sha256(data).hexdigest()


def load(path: Path, like: Tensors | None = None) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    """Tensors and header; `like`: the names and shapes that they must have. ValueError says what is wrong with the file."""
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    try:
        with safe_open(path, framework="pt") as f:
            header = json.loads((f.metadata() or {})[HEADER])
            tensors = {name: f.get_tensor(name) for name in f.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, ValueError) as e:
        raise ValueError(f"{path} is cut short, damaged or not ours ({e}): delete it to start again, or restore it") from None
    if like is not None:
        _same(tensors, like, path)
    _finite(tensors, f"{path} is of no use")
    return tensors, header


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _same(tensors: Tensors, like: Tensors, path: Path) -> None:
    for name in sorted({*tensors, *like}):
        here, wanted = (tuple(t[name].shape) if name in t else "absent" for t in (tensors, like))
        if here != wanted:
            raise ValueError(
                f"{path} is of another architecture: {name} is {here}, the network has {wanted}; "
                "give the preset that it was made with, or another folder"
            )


def _finite(tensors: Tensors, consequence: str) -> None:
    for name, a in tensors.items():
        if a.is_floating_point() and not bool(torch.isfinite(a).all()):
            bad = int((~torch.isfinite(a)).sum())
            raise ValueError(f"{consequence}: {name} has {bad} entries of {a.numel()} that are NaN or infinite")
