"""Every instrument that decides has a test of its name, which imports it: routes, residuals, judges, the child."""

from pathlib import Path

import pytest

from tests.sources import ROOT, modules

ROOMS = ("routes", "residuals", "derivations.judging", "derivations.isolation")


def untested(room: str, root: Path = ROOT) -> set[str]:
    """Modules of the room without a test of their name in the same place below tests/, or with one that does not import them."""
    stem = f"verify.{room}"
    tests = modules("tests", root)
    instruments = {name.removeprefix(f"{stem}.") for name in modules("verify", root) if name.startswith(f"{stem}.")}
    assert instruments
    test_of = {name: tests.get(f"tests.{stem}.test_{name}") for name in instruments}
    return {name for name, test in test_of.items() if not test or not [*test.imports(frozenset([f"{stem}.{name}"]))]}


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_has_a_test_of_its_name(room: str) -> None:
    assert untested(room) == set()


def test_a_module_without_a_test_would_be_seen(tmp_path: Path) -> None:
    files = {
        "verify/routes/__init__.py": "",
        "verify/routes/tested.py": "x = 1",
        "verify/routes/untested.py": "",
        "verify/routes/beside.py": "",
        "tests/verify/routes/test_tested.py": "from verify.routes.tested import x",
        "tests/verify/routes/test_beside.py": "from verify.routes import tested",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert untested("routes", tmp_path) == {"untested", "beside"}
