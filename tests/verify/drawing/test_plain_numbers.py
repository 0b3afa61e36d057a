"""What a program reads of a counterexample: numbers where a reader has exact texts."""

import pytest

from verify.drawing.plain_numbers import numbers

CASE = {"parameters": "d=1", "letter": "t", "t": "1/2", "x": "(1/4, -3)", "entry": "[0, 1]"}


@pytest.mark.parametrize(
    ("found", "value"),
    [
        ("2.00000000000000 (exact)", 2.0),
        ("0", 0.0),
        ("-1.5e-7 +/- 2e-20", -1.5e-7),
        ("[-0.98461538 +/- 4.62e-9]", -0.98461538),
        ("residual 0.25", 0.25),
        ("nan", None),
        ("no value", None),
        ("0, the residual of what holds", 0.0),
        ("1/0", None),
    ],
)
def test_numbers_are_numbers(found: str, value: float | None) -> None:
    expected = {"t": 0.5, "x": [0.25, -3.0], "entry": [0, 1], "found": value, "certified": 1.0}
    assert numbers(CASE | {"found": found, "certified": "1.0 (exact)"}) == expected


def test_what_is_not_there_is_null() -> None:
    empty = {"t": "", "x": "", "entry": "", "found": "", "certified": ""}
    assert numbers(None) is None
    assert numbers(empty) == {"t": None, "x": None, "entry": [], "found": None, "certified": None}
