"""Libraries and precisions in which functions are called: found, declared, or told how to be had."""

import sys
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.stating.climbed import score
from verify import as_derivation
from verify.derivations.stating.call_style import Style, formed, libraries, typed

UNAVAILABLE = "no_such_library"


def helper(x: Any) -> Any:
    return np.exp(x)


def test_the_library_is_what_the_text_and_its_helpers_speak_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", sys.modules.get("torch", object()))
    torch = type(sys)("torch")
    monkeypatch.setitem(globals(), "torch_of_test", torch)
    scope = {**globals(), "inner": None}
    exec("def inner(x): return torch_of_test.exp(x)\ndef outer(x): return inner(x)", scope)
    assert libraries(scope["outer"], {})[0] == "torch" and libraries(lambda x: helper(x), {})[0] == "numpy"
    assert libraries(scope["outer"], {"library": "numpy"}) == ["numpy"]


def test_a_library_that_is_not_there_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "jax", raising=False)
    monkeypatch.setattr("verify.derivations.stating.call_style.find_spec", lambda name: None)
    with pytest.raises(ValueError, match="library='jax' is not installed: pip install jax"):
        as_derivation(score, "score", library="jax")
    with pytest.raises(ValueError, match="use one of 'numpy', 'torch', 'jax'"):
        as_derivation(score, "score", library=UNAVAILABLE)
    with pytest.raises(ValueError, match="'bfloat16' is had in torch"):
        as_derivation(score, "score", library="numpy", dtype="bfloat16")


def test_axes_are_as_the_style_has_them() -> None:
    means, covs = np.arange(6.0).reshape(3, 2), np.arange(12.0).reshape(3, 2, 2)
    column = Style("numpy", "float64", True, "number", False, False, column=True)
    assert formed(means, "means", -1, column).shape == (3, 2, 1) and formed(covs, "covs", -1, column).shape == (3, 2, 2)
    flat = Style("numpy", "float64", True, "number", True, True)
    assert formed(means, "means", -1, flat) == 0 and formed(covs, "covs", 2, flat) == 8 and formed(covs[0], "cov0", -1, flat) == 0


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bfloat16"])
def test_numbers_are_in_the_precision_asked_for(dtype: str) -> None:
    torch = pytest.importorskip("torch")
    for value in (0.75, np.array([0.75, -3.0])):
        got = typed(value, Style("torch", dtype, True, "number", False, False))
        assert got.dtype is getattr(torch, dtype) and np.array_equal(got.float().numpy(), value)
