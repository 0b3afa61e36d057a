"""Records on disk: JSON lines, written whole or not at all, read with a clear error."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from learned.files.tables import once

LARGEST = 2**27  # bytes of a file of records
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")  # not \t, \n, \x85
ESCAPED = re.compile(rb"[\\\x00-\x1f\x7f-\xff]")  # a line without them holds no such letter, as it is or as \\u001b


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One line for each row; OSError says the path and the reason."""
    write_whole(path, "".join(json.dumps(row, ensure_ascii=False, allow_nan=True) + "\n" for row in rows))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows, whose letters that steer a terminal are shown by their numbers; ValueError names the line that is damaged."""
    if (size := path.stat().st_size) > LARGEST:
        raise ValueError(f"{path} holds {size >> 20} MiB: no run writes more than {LARGEST >> 20} MiB of records in a file")
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            row = json.loads(line, object_pairs_hook=once)
            rows.append(harmless(row) if ESCAPED.search(line) else row)
            if not isinstance(rows[-1], dict):
                raise ValueError("no object in braces")
        except (ValueError, RecursionError) as e:
            raise ValueError(
                f"{path}, line {number} is not JSON ({e}): the file is damaged; restore it from git or make it again"
            ) from None
    return rows


def harmless(value: Any) -> Any:
    """A text, or all texts of a row, without letters that steer a terminal."""
    if isinstance(value, dict):
        return {harmless(k): harmless(v) for k, v in value.items()}
    if isinstance(value, list):
        return [harmless(v) for v in value]
    return STEERING.sub(lambda found: f"\\x{ord(found[0]):02x}", value) if isinstance(value, str) else value
