"""The face of a package is its table of contents: `dir`, `__all__` and the docstring name the same, and each name is there."""

import ast
import doctest
import inspect
import re
import subprocess
import sys
from importlib import import_module

import pytest

import verify
from tests.sources import PACKAGES, ROOT
from verify import checking

LOADED = "import verify.runner, verify.claims, analytic.mixture, learned.model"


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def contents(page: str) -> list[str]:
    """The names in the table of a docstring: `name   what it is`, or several names, with commas."""
    rows = (re.match(r"(\w+(?:,\s\w+)*) {2,}\S", line) for line in page.splitlines())
    return [name for row in rows if row for name in row[1].split(", ")]


def page(package: str) -> str:
    return ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""


@pytest.mark.parametrize("before", ["", LOADED], ids=["at first", "after the modules"])
@pytest.mark.parametrize("package", PACKAGES)
def test_dir_shows_what_all_names(package: str, before: str) -> None:
    """Also when its modules have been imported, which Python sets as attributes of the package."""
    assert python(f"{before}\nimport {package} as p; print(sorted(dir(p)) == sorted(p.__all__), len(p.__all__) > 5)") == "True True"


@pytest.mark.parametrize("before", ["", LOADED], ids=["at first", "after the modules"])
@pytest.mark.parametrize("package", PACKAGES)
def test_each_name_is_there_when_asked_for(package: str, before: str) -> None:
    """And each is what it is called: a module or a function of that name, whatever was imported before."""
    code = f"""{before}
import {package} as p
for name in p.__all__:
    value = getattr(p, name)
    called = getattr(value, "__name__", name)
    print(name, called.rpartition(".")[2] == name and getattr(p, name) is value)"""
    rows = python(code).splitlines()
    assert len(rows) > 5 and [row for row in rows if not row.endswith(" True")] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_docstring_names_all_of_it(package: str) -> None:
    assert sorted(contents(page(package))) == sorted(import_module(package).__all__)


@pytest.mark.parametrize("package", ["analytic", "learned"])
def test_the_modules_of_a_contents_page_are_not_loaded_with_it(package: str) -> None:
    code = f"import sys, {package} as p; print('numpy' in sys.modules, *[f'{package}.{{n}}' in sys.modules for n in p.__all__])"
    assert set(python(code).split()) == {"False"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_that_is_not_in_the_contents_is_an_attribute_error(package: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        getattr(import_module(package), "nothing")  # noqa: B009


def test_a_name_that_is_missing_in_the_docstring_would_be_seen() -> None:
    text = "Words, of no table.\n\ncheck    is this so?\nClaim, Test    parts\n\nWhat is heavy is imported last."
    assert contents(text) == ["check", "Claim", "Test"]


def test_check_is_a_function_with_a_signature() -> None:
    assert inspect.isfunction(verify.check)
    assert {"formula", "of", "law", "seed", "budget"} <= set(inspect.signature(verify.check).parameters)


@pytest.mark.parametrize("function", [verify.check, verify.check_all])
def test_what_one_calls_first_says_what_it_does(function: object) -> None:
    assert len(inspect.getdoc(function) or "") > 100


def test_the_example_of_check_runs() -> None:
    (example,) = doctest.DocTestFinder(recurse=False).find(checking.check, "check", globs={"check": verify.check})
    assert len(example.examples) >= 2
    assert doctest.DocTestRunner().run(example).failed == 0
