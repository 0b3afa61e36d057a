"""Every route has a test of its name, and so has every room of residuals."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def untested(room: str, root: Path = ROOT) -> set[str]:
    """Modules of verify/ROOM without tests/verify/ROOM/test_MODULE.py."""
    modules = {p.stem for p in (root / "verify" / room).glob("*.py")} - {"__init__"}
    assert modules
    return {m for m in modules if not (root / "tests" / "verify" / room / f"test_{m}.py").exists()}


@pytest.mark.parametrize("room", ["routes", "residuals"])
def test_every_module_has_a_test_of_its_name(room: str) -> None:
    assert untested(room) == set()


def test_a_module_without_a_test_would_be_seen(tmp_path: Path) -> None:
    for path in ("verify/routes/__init__.py", "verify/routes/a.py", "verify/routes/b.py", "tests/verify/routes/test_a.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert untested("routes", tmp_path) == {"b"}
