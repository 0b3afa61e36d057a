"""Rows that are kept as soon as they are known, so that a run that was killed goes on: a line each, in a file that grows."""

import json
import os
from pathlib import Path
from typing import Any

from tests.mutants.asking import Stage
from verify.files.lines import read_lines

Row = dict[str, Any]


def add(file: Path, row: Row) -> None:
    """One line more, on the disk when this returns. Several processes may add to one file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "ab", buffering=0) as f:
        f.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        os.fsync(f.fileno())


def rows(file: Path) -> list[Row]:
    """What is in the file, none if there is no file; a last line that a kill has cut off is cut off here too."""
    if not file.exists():
        return []
    whole = file.read_bytes()
    if whole and not whole.endswith(b"\n"):
        file.write_bytes(whole[: whole.rfind(b"\n") + 1])
    return read_lines(file)


def by_verify(row: Row, field: str = "stage") -> bool:
    """Seen by a claim or a suite."""
    return row[field] not in ("", Stage.TESTS.value)
