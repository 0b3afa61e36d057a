"""Where a run was made: versions, machine, command. Nothing here enters a record that is compared."""

import platform
import sys
from typing import Any

from learned.files.versions import versions

LIBRARIES = ("driftproof", "numpy", "scipy", "sympy", "mpmath", "python-flint", "torch")


def environment() -> dict[str, Any]:
    program = "pytest" if "pytest" in sys.argv[0] else "driftproof"
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "command": " ".join([program, *sys.argv[1:]]),
        "versions": versions(LIBRARIES),
    }
