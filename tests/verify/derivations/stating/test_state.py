"""Ways of stating a derivation, and what cannot be stated."""

from typing import Any

import pytest

from analytic import gaussian
from verify import as_derivation, check, derivation
from verify.claim import Claim
from verify.derivations.conventions import convention


def blank(x: Any, t: Any, mu: Any, Sigma: Any, pi: Any) -> Any:
    return x


def test_what_cannot_be_stated_is_refused() -> None:
    for options, said in (
        ({"of": "velocty"}, "did you mean velocity"),
        ({"of": "velocity", "law": "cauchy"}, "no known law"),
        ({"of": "flow_map"}, "no closed form for the law 'mixture'"),
        ({"of": "velocity", "assume": "nice"}, "no known assumption"),
        ({"of": "velocity", "time": "noise at 3"}, "no known convention"),
        ({"of": "velocity", "dtype": "float8"}, "use one of 'float64', 'float32'"),
        ({"of": "velocity", "speed": 3}, "unknown option speed"),
    ):
        with pytest.raises((ValueError, KeyError, TypeError), match=said):
            as_derivation(blank, **options)
    with pytest.raises(TypeError, match="say what the formula is of"):
        as_derivation(blank)
    with pytest.raises(ValueError, match="exact number"):
        convention(sigma_min=0.1)


def test_a_marked_function_stays_usable() -> None:
    @derivation("velocity", law="gaussian")
    def f(law: Any, t: Any, x: Any) -> Any:
        return x

    assert f(None, 0, 3) == 3
    assert as_derivation(f).quantity.name == "velocity" and not isinstance(f, Claim)


def test_gaussian_quantities_of_any_coupling() -> None:
    assert check(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian").verdict == "PROVED"


def test_a_law_that_does_not_exist_is_refused() -> None:
    for options, said in (
        ({"parameters": {"weights": [0, 0], "means": [[0], [1]], "covs": [[[1]], [[1]]]}}, "weights add up to 0"),
        ({"parameters": {"weights": [1], "means": [], "covs": []}}, "they tell the dimension"),
        ({"parameters": {"weights": [1], "means": [[0]], "covs": [[[1]]], "mean_0": [0]}}, "mean_0"),
        ({"parameters": {"weights": [1], "means": [[0]], "covs": [[[1]]]}, "points": [[0, 1]]}, r"points must be \(n, 1\)"),
        ({"points": [[0]]}, "pass parameters= too"),
        ({"sigma_min": "1/0"}, "sigma_min is '1/0'"),
    ):
        with pytest.raises((TypeError, ValueError), match=said):
            as_derivation(gaussian.drift, "velocity", **options)
