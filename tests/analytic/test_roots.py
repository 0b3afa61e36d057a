"""The root of an increasing function: what it does where rounding, flat parts or a wrong bracket stand in the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from analytic import line, manifold, proximal
from analytic.arithmetic import _roots, digits, float64
from analytic.arithmetic import torch as torch_arithmetic
from analytic.mixture import mixture

U = 2.0**-52
FLOATS = [float64(), torch_arithmetic()]
TERMS = Callable[[Any], list[Any]]


def root(f: TERMS, df: Callable[[Any], Any], ends: list[float], rounds: int = 200) -> Any:
    on = _roots.Numbers(np, U, rounds)
    with np.errstate(all="ignore"):
        return _roots.solved(on, *_roots.increasing(on, f, df, np.array([ends])))[0]


def steep(y: Any) -> list[Any]:
    """From -1 to 1 within 1e-9 of 1/3, and nearly flat on both sides: Newton's step is short where the root is not."""
    return [np.arctan((y - 1 / 3) * 1e9), 1e-3 * y, 0 * y - 0.75]


def test_a_root_in_a_steep_place() -> None:
    slope = lambda y: 1e9 / (1 + ((y - 1 / 3) * 1e9) ** 2) + 1e-3  # noqa: E731
    y = root(steep, slope, [-1.0, 2.0])
    assert sum(steep(y * (1 - U))) < 0 < sum(steep(y * (1 + U))) or abs(sum(steep(y))) < 8 * U
    assert root(steep, slope, [-1.0, 1 / 3 - 1e-8, 1 / 3 + 1e-8, 2.0], rounds=16) == pytest.approx(y, rel=4 * U)  # with its ends
    with pytest.raises(ValueError, match=r"no root: the best point"):
        root(steep, slope, [-1.0, 2.0], rounds=16)


@pytest.mark.parametrize("rounds", [1, 2, 3])
@pytest.mark.parametrize("ar", [*FLOATS, digits()], ids=lambda ar: ar.name)
def test_too_few_rounds_are_an_error(ar: Any, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    increasing = _roots.increasing
    monkeypatch.setattr(_roots, "increasing", lambda on, *of: increasing(replace(on, rounds=rounds), *of))
    mix = mixture(ar, weights=[1], means=[[0]], covs=[[[1]]])
    two = mixture(ar, weights=ar.array([1, 1]) / 2, means=[[-1], [2]], covs=[[[1]], [[4]]])
    calls = (
        lambda: line.quantile(mix, 0, ar.array([[1]]) / 3),
        lambda: line.flow_map(two, 0, 1, [[1]]),
        lambda: proximal.denoiser(manifold.ellipsoid(ar, [[2, 1], [1, 3]]), ar.array(1) / 2, [[3, 1]]),
        lambda: proximal.denoiser(manifold.segment(ar, 1), ar.array(1) / 2, [[1, 1]]),
    )
    for call in calls:
        with pytest.raises(ValueError, match=r"no root: the best point, .* misses its equation by .* where rounding explains"):
            call()


def test_what_has_no_root_is_an_error() -> None:
    """No change of sign, and no value."""
    for f in (lambda y: [np.exp(y), 0 * y + 1], lambda y: [y, 0 * y + np.nan], lambda y: [0 * y + 1, 0 * y]):
        with pytest.raises(ValueError, match="misses its equation by"):
            root(f, lambda y: 1 + 0 * y, [-1.0, 1.0])


def test_a_bracket_that_rounding_left_is_widened() -> None:
    f, df = lambda y: [y, 0 * y - 1.0], lambda y: 1 + 0 * y
    assert root(f, df, [1 + 30 * U, 1 + 40 * U]) == pytest.approx(1, abs=8 * U)
    assert root(f, df, [1 - 40 * U, 1 - 30 * U]) == pytest.approx(1, abs=8 * U)
    assert root(lambda y: [1e30 * y, 0 * y - 1e30 / 3], lambda y: 0 * y, [1 / 3 + 4 * U] * 2) == pytest.approx(1 / 3, rel=16 * U)


def test_a_jump_is_a_root_between_neighbours() -> None:
    """f does not vanish to its rounding anywhere: it changes sign from one number to the next."""
    for flat in (0.0, 1e-17):  # a hair less far from 0 at the far end: still not there
        y = root(lambda y, h=flat: [np.where(y < np.pi, -1.0 + h * (y < 0), 1.0)], lambda y: 0 * y, [-1e3, 0.0, 1e3])
        assert abs(y - np.pi) <= 4 * U * np.pi


@pytest.mark.parametrize("far", [np.inf, 1e300])
def test_infinite_values_are_no_root(far: float) -> None:
    """Where both f and what rounding makes of it are infinite nothing vanishes."""
    f = lambda y: [np.where(y < 0, -far, np.where(y > 1, far, y)), 0 * y - 0.3]  # noqa: E731
    assert root(f, lambda y: 0 * y + 1, [-1e6, 2e6]) == pytest.approx(0.3, rel=8 * U)
    with pytest.raises(ValueError, match="misses its equation by"):
        root(lambda y: [0 * y + far, y], lambda y: 0 * y, [-1e6, 2e6])


def test_a_batch_is_solved_each_on_its_own() -> None:
    a = np.array([-1e9, -1.0, 1e-9, 3.0, 1e9])
    on = _roots.Numbers(np, U, 200)
    best, found = _roots.increasing(on, lambda y: [y, -a], lambda y: 1 + 0 * y, np.stack([0 * a - 1e10, 0 * a + 1e10], -1))
    assert _roots.solved(on, best, found) == pytest.approx(a, rel=8 * U)
    with pytest.raises(ValueError, match=r"no root: the best point, 3, misses"):
        _roots.solved(on, best, found & (a != 3))


def test_transforms_of_torch_see_the_check() -> None:
    """Under vmap, with derivatives, the same values; and the same error."""
    ar = torch_arithmetic()
    mix = mixture(ar, [0.5, 0.5], [[-1], [2]], [[[1]], [[4]]])
    x = torch.linspace(-3, 3, 5, dtype=torch.float64)[:, None]
    plain = line.flow_map(mix, 0.0, 1.0, x)
    assert torch.allclose(torch.func.vmap(lambda p: line.flow_map(mix, 0.0, 1.0, p))(x), plain, rtol=1e-15, atol=0)
    J = torch.func.vmap(torch.func.jacrev(lambda p: line.flow_map(mix, 0.0, 1.0, p)))(x)
    assert torch.allclose(J, line.flow_jacobian(mix, 0.0, 1.0, x), rtol=1e-12, atol=0)
    nothing = lambda p: ar.root(lambda y: [y * 0 + 1.0], lambda y: y * 0, p, p + 1)  # noqa: E731
    with pytest.raises(ValueError, match="misses its equation by 1 where"):
        torch.func.vmap(nothing)(x)
