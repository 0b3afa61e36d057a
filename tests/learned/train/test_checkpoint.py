"""A checkpoint is written whole or not at all, and what cannot be one is refused with the reason."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from learned.train import checkpoint

TENSORS = {"a": torch.arange(6.0).reshape(2, 3), "n": torch.tensor(4)}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "c.safetensors"
    digest = checkpoint.save(path, TENSORS, {"step": 3})
    tensors, header = checkpoint.load(path, like=TENSORS)
    assert header == {"step": 3}
    assert all(torch.equal(tensors[k], v) and tensors[k].dtype == v.dtype for k, v in TENSORS.items())
    assert digest == checkpoint.sha256(path)


@pytest.mark.parametrize("left", [0, 4, 50, -1])
def test_cut_short(tmp_path: Path, left: int) -> None:
    path = tmp_path / "c.safetensors"
    checkpoint.save(path, TENSORS, {})
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(ValueError, match=r"c.safetensors is cut short, damaged or not ours.*delete it to start again"):
        checkpoint.load(path)


def test_a_file_of_others(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    save_file(TENSORS, tmp_path / "c.safetensors")
    with pytest.raises(ValueError, match="not ours"):
        checkpoint.load(tmp_path / "c.safetensors")


def test_absent(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no file"):
        checkpoint.load(tmp_path / "c.safetensors")


@pytest.mark.parametrize(
    ("like", "says"),
    [
        ({**TENSORS, "a": torch.zeros(3, 2)}, r"a is \(2, 3\), the network has \(3, 2\)"),
        ({**TENSORS, "b": torch.zeros(1)}, r"b is absent, the network has \(1,\)"),
        ({"a": TENSORS["a"]}, r"n is \(\), the network has absent"),
    ],
)
def test_another_architecture(tmp_path: Path, like: dict[str, torch.Tensor], says: str) -> None:
    path = tmp_path / "c.safetensors"
    checkpoint.save(path, TENSORS, {})
    with pytest.raises(ValueError, match=f"of another architecture: {says}"):
        checkpoint.load(path, like=like)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_not_finite(tmp_path: Path, bad: float) -> None:
    from safetensors.torch import save_file

    path, spoilt = tmp_path / "c.safetensors", {**TENSORS, "a": torch.tensor([1.0, bad])}
    checkpoint.save(path, TENSORS, {})
    before = path.read_bytes()
    with pytest.raises(ValueError, match=r"was not written: a has 1 entries of 2 that are NaN or infinite"):
        checkpoint.save(path, spoilt, {})
    assert path.read_bytes() == before
    save_file(spoilt, path, metadata={checkpoint.HEADER: "{}"})
    with pytest.raises(ValueError, match=r"is of no use: a has 1 entries of 2"):
        checkpoint.load(path)


@pytest.mark.parametrize("where", ["fsync", "replace", "fdopen"])
def test_disk_full_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    path = tmp_path / "c.safetensors"
    checkpoint.save(path, TENSORS, {"step": 1})
    before = path.read_bytes()

    def full(*args: Any, **kwargs: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(os, where, full)
        with pytest.raises(OSError, match=r"cannot write .*c.safetensors: No space left on device; what was there before is whole"):
            checkpoint.save(path, TENSORS, {"step": 2})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["c.safetensors"]  # nothing half written is left
