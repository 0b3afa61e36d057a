"""Every public function of `analytic/` refuses what is no number, not finite, outside of time, or of another shape."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from analytic.arithmetic import float64
from tests.doors.functions import given, is_count, public

AR = float64()
LAZY = {"interpolant.constant", "interpolant.bridge"}  # look at sigma when they are first asked
FREE = {  # any number of axes, or of entries, is right there
    "atoms.atoms.points": "longer", "empirical.cloud.points": "longer", "estimator.expansion.coefficients": "longer",
    "manifold.ball.centre": "longer", "crossing.reflected_drift.x": "longer of no axes",
    "crossing.reflected_flow.x": "longer of no axes", "crossing.euler.x": "longer of no axes",
    "crossing.runge_kutta.x": "longer of no axes", "weights.adaptive_gradient.e": "longer",
    "chains.after.times": "longer", "chains.euler_deviation.times": "longer",
}  # fmt: skip


def spoiled(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Like the value but for one thing."""
    for what, bad in (("not a number", float("nan")), ("infinite", float("inf")), ("a word", "1"), ("complex", 1j)):
        a = np.array(value, dtype=object)
        a[(-1,) * a.ndim] = bad
        yield what, a.tolist()
    if np.ndim(value):
        a = np.array(value)
        yield "longer", np.concatenate([a, a[..., -1:]], axis=-1)
        yield "of no axes", 1.0
    if key in ("t", "s"):
        yield "after the end", 1.5
        yield "before the start", -0.5


PLACES = [
    (name, key)
    for name, f in public().items()
    if name not in LAZY
    for key, value in given(name, f, AR).items()
    if isinstance(value, float | list) and not is_count(name, key)
]


@pytest.mark.parametrize("name", public())
def test_what_is_good_is_taken(name: str) -> None:
    f = public()[name]
    f(*given(name, f, AR).values())


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_what_is_bad_is_refused(name: str, key: str) -> None:
    f = public()[name]
    good = given(name, f, AR)
    for what, bad in spoiled(good[key], key):
        if what not in FREE.get(f"{name}.{key}", ""):
            with pytest.raises(TypeError if what in ("a word", "complex") else ValueError):
                f(*(good | {key: bad}).values())
                pytest.fail(f"{what} is taken")
