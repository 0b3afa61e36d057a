"""Records on disk: what is written is read again, whole or not at all, and damage is named."""

import os
from pathlib import Path
from typing import Any

import pytest

from verify import records

ROWS: list[dict[str, Any]] = [
    {"id": "A", "says": "naïve Σ — two lines\nand a\u2028separator\x85"},
    {"id": "B", "measure": float("nan"), "bound": float("inf"), "low": -0.0, "tiny": 5e-324},
    {},
]


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "a.jsonl"
    records.write_lines(path, ROWS)
    again = records.read_lines(path)
    assert again[0] == ROWS[0]  # a separator inside a text is no new line
    assert repr(again[1]) == repr(ROWS[1])  # NaN is not equal to itself, and -0.0 is to 0.0
    assert len(again) == 3
    records.write_lines(path, [])
    assert records.read_lines(path) == []


@pytest.mark.parametrize("damage", [b'{"id": ', b"\xff\xfe\x00", b"[1, 2]", b"3", b"null", b'{"a": 1} {"b": 2}', b""])
def test_damage_is_named_by_file_and_line(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "A"}\n' + damage + b'\n{"id": "C"}\n')
    with pytest.raises(
        ValueError, match=r"a\.jsonl, line 2 is not JSON .*: the file is damaged; restore it from git or make it again"
    ):
        records.read_lines(path)


def test_a_failed_write_leaves_the_last_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    records.write(path, "first")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        records.write(path, "second")
    assert path.read_text() == "first"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_an_unwritable_folder_is_named_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for write in (lambda p: records.write(p / "a.txt", "x"), lambda p: records.all_at_once(p).__enter__()):
        with pytest.raises(OSError, match=r"cannot write .*file.*give another folder with --driftproof-report DIR"):
            write(tmp_path / "file" / "below")


def test_all_at_once_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(RuntimeError), records.all_at_once(tmp_path) as fresh:
        records.write(fresh / "a.txt", "new")
        raise RuntimeError
    assert (tmp_path / "a.txt").read_text() == "old"
    with records.all_at_once(tmp_path) as fresh:
        records.write(fresh / "a.txt", "new")
        records.write(fresh / "sub" / "b.txt", "b")
    assert {str(p.relative_to(tmp_path)): p.read_text() for p in tmp_path.rglob("*") if p.is_file()} == {
        "kept.txt": "kept",
        "a.txt": "new",
        os.path.join("sub", "b.txt"): "b",
    }


def test_the_environment_names_the_libraries() -> None:
    versions = records.environment()["versions"]
    assert set(versions) == set(records.LIBRARIES)
    import numpy

    assert versions["numpy"] == numpy.__version__
