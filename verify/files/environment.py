"""Where a run was made: versions, machine, command. Nothing here enters a record that is compared."""

import os
import platform
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from learned.files.versions import versions

LIBRARIES = ("driftproof", "numpy", "scipy", "sympy", "mpmath", "python-flint", "torch")


def environment() -> dict[str, Any]:
    program = "pytest" if "pytest" in sys.argv[0] else "driftproof"
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "threads": os.environ.get("OMP_NUM_THREADS", ""),
        "commit": _commit(),
        "command": " ".join([program, *sys.argv[1:]]),
        "versions": versions(LIBRARIES),
    }


def _commit() -> str:
    """Of the checkout that runs, with a + where its files differ from it; empty without one."""
    asked = ["git", "-C", str(Path(__file__).parents[2]), "describe", "--always", "--dirty=+", "--abbrev=40", "--exclude=*"]
    with suppress(OSError):
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    return ""
