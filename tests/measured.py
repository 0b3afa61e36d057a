"""Measurements as records: the machine they were made on, and those that were made before."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.sources import ROOT
from verify.files.environment import environment
from verify.files.lines import read_lines

Row = dict[str, Any]
REPORTS = ROOT / "reports"


def about(part: str, **more: Any) -> Row:
    """The machine, as the first record of a part."""
    made = environment()
    cpu = [line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")][:1]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores {''.join(cpu)}".rstrip()
    return {"part": part, "machine": machine, "python": made["python"], "commit": made["commit"], **more}


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def kept(path: Path, parts: Iterable[str]) -> list[Row]:
    """Records of the other parts, as they were measured before."""
    return [row for row in (read_lines(path) if path.exists() else []) if row["part"] not in parts]


def committed(path: Path) -> list[Row]:
    """The records that git has of this file at HEAD; none outside a checkout."""
    asked = ["git", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    with suppress(OSError):
        return [json.loads(line) for line in subprocess.run(asked, capture_output=True).stdout.splitlines()]
    return []
