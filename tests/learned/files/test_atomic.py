"""A file is written whole or not at all, and the error says which file, why, and what the caller advises."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from learned.files.atomic import new_file, sweep, write_whole


def full(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("content", "bytes"), [("naïve Σ\n", "naïve Σ\n".encode()), (b"\x00\xff", b"\x00\xff"), ("", b"")])
def test_text_and_bytes_are_written_as_they_are(tmp_path: Path, content: str | bytes, bytes: bytes) -> None:
    path = tmp_path / "new" / "deep" / "a"
    write_whole(path, content)
    assert path.read_bytes() == bytes
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("where", ["fsync", "replace", "fdopen", "chmod"])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "first")
    with monkeypatch.context() as m:
        m.setattr(os, where, full)
        with pytest.raises(OSError, match=r"^cannot write .*a.txt: No space left.*; what was there before is whole; make room"):
            write_whole(path, "second", "make room")
    assert path.read_text() == "first"
    assert os.listdir(tmp_path) == ["a.txt"]  # nothing half written is left


def test_where_nothing_was_there_nothing_is_said_to_be_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match=r"cannot write .*file/a: [^;]*; give another folder") as found:
        write_whole(tmp_path / "file" / "a", b"", "give another folder")
    assert "whole" not in str(found.value)


def test_a_block_that_raises_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "a") as f:
        f.write(b"half")
        raise KeyboardInterrupt
    assert os.listdir(tmp_path) == []


def test_a_file_can_be_read_before_it_has_its_name(tmp_path: Path) -> None:
    with new_file(tmp_path / "a") as f:
        f.write(b"whole")
        f.seek(0)
        assert f.read() == b"whole"
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"whole"


def test_sweep_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    keeps = [".c.safetensors.swp", ".other.abcdefgh", "c.safetensors"]  # an editor's, another's, itself
    for name in (".c.safetensors.a_c3efgh", *keeps):
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path, "c.safetensors")
    assert sorted(p.name for p in tmp_path.iterdir()) == keeps
