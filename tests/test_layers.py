"""Imports run one way, analytic <- learned <- verify, and what is imported first is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {"analytic": {"analytic"}, "learned": {"analytic", "learned"}, "verify": {"analytic", "learned", "verify"}}
HEAVY = {"torch", "torchvision", "sympy", "mpmath", "flint", "scipy", "matplotlib", "pytest", "hypothesis", "jinja2", "rich"}


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports anywhere, also inside functions; relative imports stay in their package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def wrong_imports(package: str, root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} imports {name}"
        for path in sorted((root / package).rglob("*.py"))
        for name in sorted(imported(path) & {*MAY_IMPORT, "tests"} - MAY_IMPORT[package])
    ]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    assert any((ROOT / package).rglob("*.py"))
    assert wrong_imports(package, ROOT) == []


def test_an_import_against_the_stream_is_seen(tmp_path: Path) -> None:
    (tmp_path / "analytic").mkdir()
    (tmp_path / "analytic" / "wrong.py").write_text(
        "def f():\n    from verify.claim import Claim\n    return Claim\n", encoding="utf-8"
    )
    assert wrong_imports("analytic", tmp_path) == ["analytic/wrong.py imports verify"]


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def loaded_by(module: str) -> set[str]:
    return set(python(f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})").split())


@pytest.mark.parametrize("module", ["analytic", "analytic.mixture", "analytic.brenier", "analytic.line", "learned", "verify"])
def test_importing_a_package_loads_nothing_heavy(module: str) -> None:
    loaded = loaded_by(module)
    assert module.split(".")[0] in loaded
    assert loaded & HEAVY == set()


def test_heavy_modules_would_be_seen() -> None:
    assert "scipy" in loaded_by("analytic.arithmetic._float64")


def test_verify_imports_in_less_than_a_third_of_a_second() -> None:
    code = "import time; start = time.perf_counter(); import verify; print(time.perf_counter() - start)"
    assert min(float(python(code)) for _ in range(5)) < 0.3
