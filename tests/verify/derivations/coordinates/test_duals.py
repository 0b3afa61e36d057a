"""Rates follow from values: against SymPy's derivatives, in every arithmetic."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic, path
from verify.derivations.coordinates.duals import DERIVATIVES, Duals, derived

T = sp.Symbol("t", positive=True)
SYMPY = {"expm1": lambda u: sp.exp(u) - 1}


@pytest.mark.parametrize("name", DERIVATIVES)
def test_each_function_has_its_derivative(name: str) -> None:
    def curve(ar: Any, t: Any) -> Any:
        u = t * t / (1 + t)
        return getattr(ar, name)(u), 3 - u**3 / t + -t * u

    inside = T**2 / (1 + T)
    f, g = SYMPY.get(name, getattr(sp, name, None))(inside), 3 - inside**3 / T - T * inside
    ar = arithmetic.balls()
    with ar.scope():
        found = [ar.floats(e) for e in derived(curve)(ar, ar.array(F(2, 5)))]
    expected = [float(e.subs(T, sp.Rational(2, 5))) for e in (f, g, sp.diff(f, T), sp.diff(g, T))]
    assert found == pytest.approx(expected, rel=1e-14)
    assert found[2] != pytest.approx(expected[2] * (1 + 1e-9), rel=1e-14)


@pytest.mark.parametrize("ar", [arithmetic.float64(), arithmetic.digits(), arithmetic.torch()], ids=lambda ar: ar.name)
def test_a_path_of_values_is_the_path_with_its_rates(ar: Any) -> None:
    """Of batches of times too; what does not depend on t has the shape of t."""
    t = ar.array([F(1, 4), F(1, 2), F(7, 8)] if ar.name == "digits" else [0.25, 0.5, 0.875])[:, None, None]
    known = path.trigonometric(ar, t)
    found = derived(lambda ar, t: (ar.cos(ar.pi() / 2 * t), ar.sin(ar.pi() / 2 * t)))(ar, t)
    for a, b in zip(found, known, strict=True):
        assert ar.floats(a) == pytest.approx(ar.floats(b), abs=1e-15)
    one = derived(lambda ar, t: (t, 1))(ar, t)
    assert [np.shape(e) for e in one] == [(3, 1, 1)] * 4 and not np.any(ar.floats(one[3]))


def test_what_a_path_cannot_be_made_of_is_said() -> None:
    ar = arithmetic.float64()
    with pytest.raises(AttributeError, match="there is no sqrtm"):
        derived(lambda ar, t: (ar.sqrtm(t), t))(ar, ar.array(0.5))
    with pytest.raises(TypeError, match="exponent"):
        derived(lambda ar, t: (t**t, t))(ar, ar.array(0.5))
    assert Duals(ar).exp(1.0) == ar.exp(1.0)
