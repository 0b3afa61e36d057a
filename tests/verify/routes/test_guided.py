"""Blends by posterior probabilities, against draws that are near a point and against numbers worked by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, gaussian, mixture
from verify.routes import guided

AR = arithmetic.float64()


def law(k: Any = 0, w: float = 2.0) -> Any:
    """Modes of width 0 at -1, 1 and 2 from N(0, 1)."""
    mix = mixture.mixture(AR, [0.5, 0.25, 0.25], [[-1], [1], [2]], [[[0]]] * 3)
    return SimpleNamespace(ar=AR, mix=mix, k=k, w=w)


def shares(x: float) -> Any:
    """P(k | x_1/2 = x): x0 = 2 x - x1."""
    p = np.array([0.5, 0.25, 0.25]) * np.exp(-((2 * x - np.array([-1, 1, 2])) ** 2) / 2)
    return p / p.sum()


@pytest.mark.parametrize("x", [-0.3, 0.8])
def test_a_class_of_atoms_by_hand(x: float) -> None:
    p, at = shares(x), (np.asarray(0.5), np.array([[x]]))
    modes = np.array([-1, 1, 2])
    both, rest = p @ modes, p[1:] @ modes[1:] / p[1:].sum()
    assert guided.blended(law(), *at, 0, 1) == pytest.approx(-both + 2 * -1)
    assert guided.blended(law([1, 2], 3.0), *at, 0, 1) == pytest.approx(-2 * both + 3 * rest)
    assert guided.blended(law([1, 2], 3.0), *at, 1, 0) == pytest.approx(2 * x + 2 * both - 3 * rest)
    assert guided.velocity(law([1, 2], 3.0), *at) == pytest.approx(2 * (-2 * both + 3 * rest - x))
    assert guided.log_class(law([1, 2]), *at) == pytest.approx(np.log(p[1] + p[2]))
    assert guided.members(law()) == [0]


def test_the_slope_of_a_blend_of_pairs() -> None:
    """u = x (t S - (1 - t))/((1 - t)^2 + t^2 S)."""
    pair, aim = (gaussian.independent(AR, [0], [[1]], [0], [[s]]) for s in (4.0, 1.0))
    of = SimpleNamespace(ar=AR, pair=pair, aim=aim, w=3.0)
    assert guided.pair_slope(of, np.asarray(0.5)) == pytest.approx(-2 * 1.5 / 1.25)
    assert guided.pair_velocity(of, np.asarray(0.5), np.array([[2.0]])) == pytest.approx(-4 * 1.5 / 1.25)
