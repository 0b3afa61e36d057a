"""Numbers that an option may have: what is refused says within which ends, if there are any."""

import math

import pytest

from analytic import options


@pytest.mark.parametrize(
    ("ends", "within"), [((), ""), ((0,), " in [0, inf]"), ((-math.inf, 1), " in [-inf, 1]"), ((0, 1), " in [0, 1]")]
)
def test_only_the_ends_that_there_are_are_named(ends: tuple[float, ...], within: str) -> None:
    assert options.number("h", 0.5, *ends) == 0.5
    with pytest.raises(ValueError) as refused:
        options.number("h", math.nan, *ends)
    assert str(refused.value) == f"h = nan: give a finite number{within}"
