"""A value that is the same at every point gets an axis for the points; one that is not has it already."""

import numpy as np
import pytest

from verify.derivations.judging.shapes import at_every_point
from verify.derivations.quantities import QUANTITIES


@pytest.mark.parametrize("name", QUANTITIES)
def test_the_points_are_the_first_axis_of_every_quantity(name: str) -> None:
    q, sizes = QUANTITIES[name], {"d": 3, "K": 4, "1": 1}
    own = tuple(sizes[axis] for axis in q.axes)
    value = np.arange(np.prod((5, *own)), dtype=float).reshape(5, *own)
    given = value if q.at_points else value[0]
    found = at_every_point(q, given, 5)
    assert found.shape == (5, *own)
    assert np.array_equal(found, value if q.at_points else np.stack([given] * 5))
