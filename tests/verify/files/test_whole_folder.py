"""A folder of files appears whole or not at all, and one that cannot be written is named."""

import os
from pathlib import Path

import pytest

from verify.files.whole_folder import all_at_once


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"cannot write .*file"):
        all_at_once(tmp_path / "file" / "below").__enter__()


def test_all_at_once_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(RuntimeError), all_at_once(tmp_path) as fresh:
        (fresh / "a.txt").write_text("new")
        raise RuntimeError
    assert (tmp_path / "a.txt").read_text() == "old"
    with all_at_once(tmp_path) as fresh:
        (fresh / "a.txt").write_text("new")
        (fresh / "sub").mkdir()
        (fresh / "sub" / "b.txt").write_text("b")
    assert {str(p.relative_to(tmp_path)): p.read_text() for p in tmp_path.rglob("*") if p.is_file()} == {
        "kept.txt": "kept",
        "a.txt": "new",
        os.path.join("sub", "b.txt"): "b",
    }
