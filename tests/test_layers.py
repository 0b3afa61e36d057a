"""Imports run one way, analytic <- learned <- verify, and what is imported first is light."""

import ast
import re
import subprocess
import sys
from importlib import import_module
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


def modules(package: str, root: Path) -> dict[str, Path]:
    paths = sorted((root / package).rglob("*.py"))
    return {".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def circles(package: str, root: Path) -> list[str]:
    """Modules that lead back to themselves along imports, those inside functions as well."""
    known = modules(package, root)
    arrows: dict[str, set[str]] = {}
    for name, path in known.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= inside & {*known} or {node.module}
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
        arrows[name] = named & {*known}

    def reached(start: str) -> set[str]:
        found, ahead = set[str](), [*arrows[start]]
        while ahead:
            if (name := ahead.pop()) not in found:
                found.add(name)
                ahead += arrows[name]
        return found

    return [name for name in arrows if name in reached(name)]


@pytest.mark.parametrize("package", ["analytic", "learned"])
def test_no_import_leads_back_to_where_it_began(package: str) -> None:
    assert len(modules(package, ROOT)) > 20
    assert circles(package, ROOT) == []


def test_a_circle_of_imports_is_seen(tmp_path: Path) -> None:
    (tmp_path / "analytic").mkdir()
    for name, text in {
        "a": "from analytic import b",
        "b": "def f():\n    from analytic.c import x",
        "c": "import analytic.a",
    }.items():
        (tmp_path / "analytic" / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "analytic" / "d.py").write_text("from analytic import a", encoding="utf-8")
    assert circles("analytic", tmp_path) == ["analytic.a", "analytic.b", "analytic.c"]


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def loaded_by(module: str) -> set[str]:
    return set(python(f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})").split())


@pytest.mark.parametrize(
    "module",
    [
        "analytic",
        "analytic.mixture",
        "analytic.brenier",
        "analytic.line",
        "analytic.exact",
        "learned",
        "learned.files.atomic",
        "learned.files.versions",
        "learned.preset",
        "learned.train",
        "learned.train.command",
        "verify",
    ],
)
def test_importing_a_package_loads_nothing_heavy(module: str) -> None:
    loaded = loaded_by(module)
    assert module.split(".")[0] in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("package", ["analytic", "learned"])
def test_the_face_of_a_package_is_its_table_of_contents(package: str) -> None:
    """`dir` shows what `__all__` names, each with a line in the docstring; each is there when asked for, and none before."""
    code = f"import sys, {package} as p; print('numpy' in sys.modules, dir(p) == sorted(p.__all__), *p.__all__)"
    numpy, same, *names = python(code).split()
    assert (numpy, same) == ("False", "True")
    page = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert sorted(line.split()[0] for line in page.splitlines() if re.match(r"[a-z]+ {2,}\S", line)) == sorted(names)
    found = python(f"import {package}; print(*[getattr({package}, name).__name__ for name in {names!r}])")
    assert found.split() == [f"{package}.{name}" for name in names]


def test_a_name_that_is_not_in_the_contents_is_an_attribute_error() -> None:
    for package in ("analytic", "learned"):
        with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
            getattr(import_module(package), "nothing")  # noqa: B009


def test_heavy_modules_would_be_seen() -> None:
    assert "scipy" in loaded_by("analytic.arithmetic._float64")


def test_verify_imports_in_less_than_a_third_of_a_second() -> None:
    code = "import time; start = time.perf_counter(); import verify; print(time.perf_counter() - start)"
    assert min(float(python(code)) for _ in range(5)) < 0.3
