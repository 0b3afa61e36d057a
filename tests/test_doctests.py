"""Every example in a docstring of analytic and verify runs, and prints what it says."""

import doctest
import pkgutil
from importlib import import_module
from importlib.util import find_spec

import pytest

import analytic
import verify
from tests.sources import OF_JAX

HAS_JAX = find_spec("jax") is not None
MODULES = sorted(
    module.name
    for package in (analytic, verify)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not (own := module.name.rpartition(".")[2]).startswith("test_") and (HAS_JAX or own not in OF_JAX)
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(name), report=True, raise_on_error=False)
    assert result.failed == 0, f"{result.failed} of {result.attempted} examples in {name} print something else: see the output"


def test_examples_are_found_at_all() -> None:
    """A finder that sees no example would make every test above pass."""
    finder = doctest.DocTestFinder()
    examples = sum(len(test.examples) for name in MODULES for test in finder.find(import_module(name)))
    assert examples >= 3


def test_a_wrong_example_fails() -> None:
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, None)
    assert doctest.DocTestRunner(verbose=False).run(wrong, out=lambda text: None).failed == 1
