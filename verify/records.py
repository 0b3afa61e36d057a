"""Records on disk: JSON lines, written atomically, read with a clear error."""

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

LIBRARIES = ("driftproof", "numpy", "scipy", "sympy", "mpmath", "python-flint", "torch")


def write(path: Path, text: str) -> None:
    """The whole text or nothing: a killed run leaves the last file as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as e:
        raise OSError(f"cannot write {path}: {e.strerror}; give another folder with --driftproof-report DIR") from e
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def all_at_once(folder: Path) -> Iterator[Path]:
    """A new folder inside `folder`; its files move up when all are there, so a run that dies leaves the last one whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder, prefix=".new."))
    except OSError as e:
        raise OSError(f"cannot write {folder}: {e.strerror}; give another folder with --driftproof-report DIR") from e
    try:
        yield fresh
        for path in sorted(p for p in fresh.rglob("*") if p.is_file()):
            target = folder / path.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    write(path, "".join(json.dumps(row, ensure_ascii=False, allow_nan=True) + "\n" for row in rows))


def read_lines(path: Path) -> list[dict[str, Any]]:
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


def environment() -> dict[str, Any]:
    """Where a run was made: versions and machine. Nothing here enters a record that is compared."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "command": " ".join(["driftproof", *sys.argv[1:]]) if "pytest" not in sys.argv[0] else " ".join(["pytest", *sys.argv[1:]]),
        "versions": {name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
