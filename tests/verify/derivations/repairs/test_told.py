"""Two texts are told with where they differ, and no more than a line has room for."""

import pytest

from verify.derivations.repairs.told import AROUND, SHOWN, Edit, shortened


@pytest.mark.parametrize(("old", "new"), [("a + b", "a - b"), ("x" * SHOWN, "x" * (SHOWN - 1))])
def test_short_texts_are_told_whole(old: str, new: str) -> None:
    assert shortened(old, new) == (old, new)


def test_long_texts_are_told_where_they_differ() -> None:
    old, new = f"{'a' * 60} + t ** 2 + {'b' * 60}", f"{'a' * 60} + t + {'b' * 60}"
    first, second = shortened(old, new)
    assert first.startswith("...") and first.endswith("...") and "t ** 2" in first and len(first) < 2 * AROUND + 20
    assert second.startswith("...") and second.endswith("...") and "t ** 2" not in second
    assert old.replace(first.strip("."), second.strip(".")) == new


def test_where_it_is_so_throughout_no_line_is_told() -> None:
    assert str(Edit(0, "t", "1 - t")) == 'right with "1 - t" for "t" throughout'
    assert str(Edit(7, "a", "b")) == 'right with "b" for "a" in line 7'
