"""Paths: their ends, and that a', b' are the derivatives of a, b, by differences in 60 digits."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, path

PATHS = [path.linear, path.trigonometric, path.variance_preserving]
OTHERS = [path.variance_exploding, path.edm, path.shifted, *map(path.backward, PATHS)]


@pytest.mark.parametrize("path_", PATHS + OTHERS, ids=lambda p: p.__name__)
def test_derivatives(path_: Any) -> None:
    ar = arithmetic.digits()
    h = ar.array(F(1, 10**15))
    for when in (F(1, 10), F(1, 2), F(99, 100)):
        t = ar.array(when)
        (a1, b1, _, _), (a0, b0, _, _), (_, _, da, db) = path_(ar, t + h), path_(ar, t - h), path_(ar, t)
        assert abs((a1 - a0) / (2 * h) - da) < 1e-22
        assert abs((b1 - b0) / (2 * h) - db) < 1e-22


def test_ends(ar: Any) -> None:
    for path_, exact in ((path.linear, True), (path.trigonometric, False)):
        for t, a, b in ((0, 1, 0), (1, 0, 1)):
            found = path_(ar, ar.array(t))[:2]
            for value, wanted in zip(found, (a, b), strict=True):
                gap = abs(value - wanted)
                assert gap == 0 if exact or ar.name == "symbols" else gap < 1e-15
    a, b, _, _ = path.variance_preserving(ar, ar.array(0))
    assert abs(float(b) - 0.006571586) < 1e-9  # exp(-10.05/2): the start is not quite the source
    assert abs(float(a * a + b * b) - 1) < 1e-15


def test_values_that_their_authors_print(ar: Any) -> None:
    """sigma from 50 to 1/100, and 1 half way of EDM; a shift by 3 is at 3/4 when the clock is at 1/2."""
    at = lambda f, t: [float(v) for v in f(ar, ar.array(t))[:2]]  # noqa: E731
    assert at(path.variance_exploding, 0) == pytest.approx([50, 1]) and at(path.variance_exploding, 1) == pytest.approx([0.01, 1])
    assert at(path.edm, F(1, 2)) == [1, 1] and at(path.shifted, F(1, 2)) == [0.75, 0.25]
    assert at(path.backward(path.edm), F(3, 4)) == [3, 1]
    with pytest.raises(ValueError, match="take t > 0"):
        path.edm(ar, ar.array(0))


def test_trigonometric_and_variance_preserving_stay_on_the_circle(ar: Any) -> None:
    t = ar.array([F(1, 5), F(7, 10)])
    for path_ in PATHS[1:]:
        a, b, da, db = path_(ar, t)
        for i in range(2):
            assert abs(float(a[i] ** 2 + b[i] ** 2) - 1) < 1e-14
            assert abs(float(a[i] * da[i] + b[i] * db[i])) < 1e-13  # the motion is along it


@pytest.mark.parametrize("ar", ["float64", "torch", "balls"], indirect=True)
def test_variance_preserving_keeps_its_digits_near_one(ar: Any) -> None:
    """Against 60 digits at t = 1 - s, s = 2^-k: relative errors in units of u = 2^-53, to first order.

    s is exact, its two coefficients are rounded: B has 4, beta(s) 3, exp and expm1 2 each (one ulp). What B has is multiplied in
    b = exp(-B/2) by B/2 < 1.28, in a = sqrt(1 - exp(-B)) by B/(e^B - 1)/2 < 1/2. da = -b db/a and db = b beta/2 add up theirs.
    """
    exact, u = arithmetic.digits(), 2.0**-53
    bound = {"a": 4 / 2 + 2 / 2 + 1, "b": 4 * 1.28 + 2}
    bound |= {"db": bound["b"] + 3 + 1}
    bound |= {"da": bound["b"] + bound["db"] + bound["a"] + 2}
    for k in range(1, 53):
        t = 1 - F(1, 2**k)
        wanted, found = path.variance_preserving(exact, exact.array(t)), path.variance_preserving(ar, ar.array(t))
        for name, v, w in zip(("a", "b", "da", "db"), found, wanted, strict=True):
            off = abs(float((exact.array(F(float(v))) - w) / w)) / u
            assert off <= bound[name] + (1 if ar.name == "balls" else 0), (
                f"{name} at t = 1 - 2^-{k}: {off:.2f} u, bound {bound[name]} u"
            )
    b = np.exp(-(0.1 * 2.0**-30 + 9.95 * 2.0**-60) / 2)  # the near miss: 1 - b^2 cancels
    t = exact.array(1 - F(1, 2**30))
    assert abs(float(exact.array(F(float(np.sqrt(1 - b * b)))) / path.variance_preserving(exact, t)[0] - 1)) > 1e6 * bound["a"] * u
