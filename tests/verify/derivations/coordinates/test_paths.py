"""Paths by name and of one's own: what reads as one, and what does not."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic, path
from tests.verify.derivations.test_conventions import forward
from verify import check
from verify.derivations.conventions import convention
from verify.derivations.coordinates.paths import PATHS, Own, of, own, read

t, s = sp.symbols("t s")
TIMES = (F(1, 8), F(1, 2), F(3, 4))


@pytest.mark.parametrize("name", [name for name in PATHS if name not in ("trigonometric", "variance preserving")])
def test_rates_are_those_of_the_values(name: str) -> None:
    ar, h = arithmetic.balls(512), F(1, 2**100)
    with ar.scope():
        for at in TIMES:
            early, late = (of(name)(ar, ar.array(at + step)) for step in (-h, h))
            here = of(name)(ar, ar.array(at))
            for i in (0, 1):
                slope = (late[i] - early[i]) / ar.array(2 * h)
                assert abs(slope - here[i + 2]) < 1e-50


def test_the_named_ones_agree_with_the_paths_of_the_library() -> None:
    """The variance preserving path in their time is ours reversed; a shift by 1 is none."""
    ar = arithmetic.float64()
    u = np.array([0.25, 0.5, 0.75])
    a, b, da, db = path.variance_preserving(ar, 1 - u)
    assert np.allclose(of("vp")(ar, u), (a, b, -da, -db), rtol=1e-13)
    assert np.allclose(of("linear")(ar, u), path.linear(ar, u))
    sigma, (a, b, da, db) = (1 - u) / u, path.edm(ar, u)  # their time is sigma: da = a'(sigma) dsigma/du
    assert np.allclose(of("edm")(ar, sigma), (a, b, da * -(u**2), db))
    assert np.allclose(of("shifted(1)")(ar, u), of("linear")(ar, 1 - u) * np.array([[1], [1], [-1], [-1]]))


def test_one_of_ones_own_as_expression_text_and_function() -> None:
    """The source is where more of it is left: the direction of time follows."""
    given: list[Any] = [(s**2, 1 - s), (lambda t: (t**2, 1 - t)), (lambda ar, t: (t * t, 1 - t)), sp.Matrix([s**2, 1 - s])]
    assert {own(g) for g in given} == {own((t**2, 1 - t))}
    assert convention(path=(t**2, 1 - t)).time.backwards and not convention(path=(1 - t, t**2)).time.backwards
    assert own((0.1 * t, 1 - t)) == own((t / 10, 1 - t))


def test_its_derivatives_are_derived_and_a_wrong_one_is_refuted() -> None:
    def right(ar: Any, u: Any) -> Any:
        return ar.exp(-3 * u), u * u, -3 * ar.exp(-3 * u), 2 * u

    def wrong(ar: Any, u: Any) -> Any:
        return ar.exp(-3 * u), u * u, -3 * ar.exp(-3 * u), u

    declared = {"path": (sp.exp(-3 * t), t**2), "budget": 8}
    assert check(forward(right), "velocity", **declared).verdict in ("PROVED", "AGREES")
    assert check(forward(wrong), "velocity", **declared).verdict == "REFUTED"
    assert check(forward(right), "velocity", path=(2**t, t), budget=2).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("lineer", "no known path"),
        ("vp(1, 2, 3)", "has 3 parameters"),
        ("vp(2, 1)", "below the second"),
        ("linear(1)", r"in \[0, 1\)"),
        ("shifted(0)", "positive"),
        ("ve(x)", "no finite number"),
    ],
)
def test_what_is_no_name_of_a_path(given: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(given)


@pytest.mark.parametrize("given", [(t,), 7, (t, s), (1, 2), (sp.Symbol("a") * t, t)], ids=str)
def test_what_is_no_path_of_ones_own(given: Any) -> None:
    with pytest.raises(TypeError):
        own(given)
    assert isinstance(own((t, 1 - t)), Own)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"path": "edm", "time": (1, 0)}, "leave time= out"),
        ({"time": (0, float("inf"))}, "leave time= out"),
        ({"path": "trigonometric", "sigma_min": F(1, 8)}, "linear path"),
        ({"sigma_min": 0.1}, "exact number"),
        ({"ends": "noise"}, "no known convention"),
    ],
)
def test_what_is_no_convention(options: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        convention(**options)
