"""One set of rules for numbers that come in: what each kind is as a Fraction, and what is no number, where, and why."""

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy
import torch
from hypothesis import given
from hypothesis import strategies as st

from analytic.exact import LARGEST, NoNumber, fraction, fractions, weights

TENTH = F(3602879701896397, 2**55)
TAKEN: list[tuple[Any, F]] = [
    (3, F(3)),
    (F(-2, 6), F(-1, 3)),
    (0.1, TENTH),
    (-0.0, F(0)),
    (5e-324, F(1, 2**1074)),
    ("1/3", F(1, 3)),
    (" -0.55 ", F(-11, 20)),
    ("+.5", F(1, 2)),
    ("3.", F(3)),
    ("2e-3", F(1, 500)),
    ("0.1", F(1, 10)),
    (Decimal("0.1"), F(1, 10)),
    (np.int64(-7), F(-7)),
    (np.uint8(255), F(255)),
    (np.float64(0.1), TENTH),
    (np.float32(0.1), F(13421773, 2**27)),
    (np.float16(0.1), F(819, 2**13)),
    (sympy.Rational(2, 3), F(2, 3)),
    (sympy.Integer(4), F(4)),
]
REFUSED = [True, False, np.bool_(True), None, "", "a", "1/0", "1_000", "0x10", "1e1000", "nan", "inf", "1/3/5", b"1", 1j, {}]
REFUSED += [float("nan"), float("-inf"), np.float32("inf"), Decimal("NaN"), Decimal("Infinity"), sympy.Symbol("a"), object]


@pytest.mark.parametrize(("value", "meant"), TAKEN, ids=repr)
def test_a_number_is_the_fraction_that_it_is(value: Any, meant: F) -> None:
    found = fraction(value)
    assert type(found) is F
    assert type(found.numerator) is int
    assert found == meant


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_what_is_no_finite_number_is_refused_with_its_place(value: Any) -> None:
    with pytest.raises(NoNumber, match=r"means\[1\] is .*, no finite number: give an int, a float or a string such as \"1/3\""):
        fraction(value, "means[1]")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back(value: float) -> None:
    assert float(fraction(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=9))
def test_text_is_the_decimal_and_not_the_nearest_float(value: Decimal) -> None:
    assert fraction(str(value)) == fraction(value) == F(value)


@pytest.mark.parametrize("value", [0.5, np.float32(0.5), float("nan")])
def test_floats_are_refused_where_they_are_not_meant(value: Any) -> None:
    with pytest.raises(NoNumber, match="give an int or a string such as"):
        fraction(value, floats=False)
    assert fraction("0.5", floats=False) == F(1, 2)


def test_size_is_limited_where_a_limit_is_given() -> None:
    assert fraction("1e150", largest=LARGEST) == 10**150
    assert fraction("1e200") == 10**200
    for value in ("1e151", -(10**151), 2e150):
        with pytest.raises(NoNumber):
            fraction(value, largest=LARGEST)


def test_lists_tuples_arrays_and_tensors_become_nested_lists() -> None:
    meant = [[F(1, 2), F(1)], [F(2), F(-3)]]
    rows = [[0.5, 1], [2, -3]]
    for value in (rows, tuple(map(tuple, rows)), np.array(rows), [np.array(row) for row in rows], np.array(meant)):
        assert fractions(value) == meant
    for dtype in (torch.float64, torch.float32, torch.bfloat16):
        assert fractions(torch.tensor(rows, dtype=dtype)) == meant
    assert fractions(np.float64(0.1)) == fractions(np.array(0.1)) == fractions(torch.tensor(0.1).double()) * 0 + TENTH
    assert fractions([]) == []


def test_a_bad_entry_is_named_by_its_place_in_the_lists() -> None:
    with pytest.raises(NoNumber, match=r"^covs\[0\]\[1\]\[0\] is nan") as found:
        fractions([[[1, 0], [float("nan"), 1]]], "covs")
    assert found.value.where == "covs[0][1][0]"
    with pytest.raises(NoNumber, match=r"^is 'a', no finite number"):
        fractions("a")


def test_weights_are_mended_within_rounding_only() -> None:
    thirds = fractions([1 / 3] * 3)
    assert sum(thirds) != 1
    assert weights(thirds) == [F(1, 3)] * 3
    exact = [F(1, 3), F(2, 3)]
    assert weights(exact) == exact
    off = fractions(["0.333", "0.666"])
    assert weights(off) == off
