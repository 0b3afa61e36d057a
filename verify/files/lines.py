"""Records on disk: JSON lines, written whole or not at all, read with a clear error."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One line for each row; OSError says the path and the reason."""
    write_whole(path, "".join(json.dumps(row, ensure_ascii=False, allow_nan=True) + "\n" for row in rows))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows; ValueError names the line that is damaged."""
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            rows.append(json.loads(line))
            if not isinstance(rows[-1], dict):
                raise ValueError("no object in braces")
        except ValueError as e:
            raise ValueError(
                f"{path}, line {number} is not JSON ({e}): the file is damaged; restore it from git or make it again"
            ) from None
    return rows
