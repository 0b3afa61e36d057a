"""Records on disk: what is written is read again, and damage is named."""

from pathlib import Path
from typing import Any

import pytest

from verify.files.lines import read_lines, write_lines

ROWS: list[dict[str, Any]] = [
    {"id": "A", "says": "naïve Σ — two lines\nand a\u2028separator\x85"},
    {"id": "B", "measure": float("nan"), "bound": float("inf"), "low": -0.0, "tiny": 5e-324},
    {},
]


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "a.jsonl"
    write_lines(path, ROWS)
    again = read_lines(path)
    assert again[0] == ROWS[0]  # a separator inside a text is no new line
    assert repr(again[1]) == repr(ROWS[1])  # NaN is not equal to itself, and -0.0 is to 0.0
    assert len(again) == 3
    write_lines(path, [])
    assert read_lines(path) == []


@pytest.mark.parametrize("damage", [b'{"id": ', b"\xff\xfe\x00", b"[1, 2]", b"3", b"null", b'{"a": 1} {"b": 2}', b""])
def test_damage_is_named_by_file_and_line(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "A"}\n' + damage + b'\n{"id": "C"}\n')
    with pytest.raises(
        ValueError, match=r"a\.jsonl, line 2 is not JSON .*: the file is damaged; restore it from git or make it again"
    ):
        read_lines(path)
