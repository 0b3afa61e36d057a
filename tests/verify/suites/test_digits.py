"""The two pixels in all ten digits: those of fives are summed elsewhere too; a constant pixel; a digit that is none."""

import pytest

from verify.papers.causality_delta import pixels, printed
from verify.suites.common.measurement import Store
from verify.suites.mnist import digits

ROWS = list(digits.digits({}, Store({}, {})))


def test_fives_are_those_of_the_other_sums_and_no_other_digit_is() -> None:
    for split in pixels.SPLITS:
        for line, at in printed.PIXELS.items():
            found = [pixels.of_digit(digit, split, line) for digit in range(10)]
            assert [sums == pixels.pair(split, *at) for sums in found] == [digit == 5 for digit in range(10)]
    assert sum(pixels.of_digit(d, "train", "row").n for d in range(10)) == 60_000


def test_a_constant_pixel_has_no_correlation_and_is_told() -> None:
    none = [(r["digit"], r["split"]) for r in ROWS if r["value"] is None]
    title, table = digits.table(ROWS)
    assert none == [(1, "test")] and "all ten digits" in title
    assert [row[0] for row in table.rows] == list(range(10)) and table.rows[1].count("constant") == 1
    assert table.rows[5][1] == pytest.approx(pixels.pair("train", 8, 14, "right").correlation)


@pytest.mark.parametrize(("digit", "split", "line"), [(10, "test", "row"), (5, "valid", "row"), (5, "test", "diagonal")])
def test_what_is_not_there_is_refused(digit: int, split: str, line: str) -> None:
    with pytest.raises(ValueError, match=r"use 0 to 9, train or test, row or column"):
        pixels.of_digit(digit, split, line)
