"""Finite data: blocks change nothing, trajectories end on the data, and what is refused at the door."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import torch
from scipy.integrate import solve_ivp

from analytic import arithmetic, empirical, mixture

numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
DATA = [[F(1), F(0)], [F(-1), F(1, 2)], [F(0), F(2)]]


@numeric
def test_it_is_the_mixture_without_spread(ar: Any) -> None:
    law, mix = empirical.cloud(ar, DATA), mixture.mixture(ar, [F(1, 3)] * 3, DATA, [[[0, 0], [0, 0]]] * 3)
    x = ar.array([[F(1, 2), F(1, 3)], [3, -1]])
    for t in (F(0), F(1, 2), F(9, 10)):
        for f in ("drift", "jacobian"):
            gap = ar.floats(ar.array(getattr(empirical, f)(law, t, x) - getattr(mixture, f)(mix, t, x)))
            assert np.abs(gap).max() < 1e-10


@pytest.mark.parametrize("make", [arithmetic.float64, lambda: arithmetic.torch(torch.float32)])
def test_blocks_change_nothing(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ar, random = make(), np.random.default_rng(0)
    law, x = empirical.cloud(ar, random.standard_normal((300, 20))), ar.array(random.standard_normal((4, 10, 20)))
    z = ar.array(random.standard_normal((4, 10, 2, 20)))
    of = (
        *(empirical.drift, empirical.score, empirical.jacobian, empirical.divergence, empirical.weights),
        lambda law, t, x: empirical.jvp(law, t, x, z),
        lambda law, t, x: empirical.jvp(law, t, x, z[0, 0]),
    )
    whole = [f(law, 0.4, x) for f in of]
    monkeypatch.setattr(empirical, "HELD", 900)  # three points at a time, or one
    for f, once in zip(of, whole, strict=True):
        parts = f(law, 0.4, x)
        assert parts.shape == once.shape
        assert abs(parts - once).max() <= 1e-4 if ar.name == "torch" else abs(parts - once).max() <= 1e-12


@numeric
def test_along_directions_as_the_jacobian_says(ar: Any) -> None:
    law, x, t = empirical.cloud(ar, DATA), ar.array([[F(1, 2), F(1, 3)], [3, -1]]), F(1, 2)
    J = ar.floats(empirical.jacobian(law, t, x))
    for z in ([[1, F(1, 4)], [2, 3]], [[[1, 0], [2, 1]], [[0, 1], [F(1, 2), 3]]]):
        along = np.einsum("nij,nmj->nmi", J, np.broadcast_to(np.array(z, float), (2, 2, 2)))
        assert ar.floats(empirical.jvp(law, t, x, z)) == pytest.approx(along, abs=1e-12)
    assert ar.floats(empirical.divergence(law, t, x)) == pytest.approx(np.trace(J, axis1=-2, axis2=-1), abs=1e-12)


def test_trajectories_end_on_the_data() -> None:
    random = np.random.default_rng(3)
    points = random.standard_normal((20, 2))
    law = empirical.cloud(arithmetic.float64(), points)
    for start in random.standard_normal((5, 2)):
        near = solve_ivp(lambda t, x: empirical.drift(law, t, x[None])[0], (0, 1 - 1e-6), start, rtol=1e-9, atol=1e-12).y[:, -1]
        assert np.linalg.norm(points - near, axis=1).min() < 1e-5


@pytest.mark.parametrize(("N", "d", "low", "high"), [(1000, 20, 0.5, 0.66), (1000, 100, 0.5, 0.66)])
def test_the_own_point_takes_over_at_the_collapse_time(N: int, d: int, low: float, high: float) -> None:
    """The mean weight of the point that x_t was made of: about a half at t_c, 0.9 a fifth later, small a fifth earlier."""
    ar, random = arithmetic.float64(), np.random.default_rng(0)
    law = empirical.cloud(ar, points := random.standard_normal((N, d)))
    tc, noise, own = float(empirical.collapse_time(ar, N, d)), random.standard_normal((400, d)), np.arange(400)
    early, at, late = (
        float(empirical.weights(law, t, (1 - t) * noise + t * points[:400])[own, own].mean()) for t in (0.8 * tc, tc, 1.2 * tc)
    )
    assert low < at < high and early < 0.3 and late > 0.8


def test_collapse_times_of_the_catalogue() -> None:
    ar = arithmetic.float64()
    found = [float(empirical.collapse_time(ar, 1000, d)) for d in (2, 20, 100, 1000)]
    assert found == pytest.approx([0.969, 0.499, 0.278, 0.1055], abs=6e-4)


@numeric
def test_at_the_door(ar: Any) -> None:
    law = empirical.cloud(ar, DATA)
    with pytest.raises(ValueError, match="t = 1: x_1 is one of the points"):
        empirical.drift(law, 1, [[0, 0]])
    with pytest.raises(ValueError, match=r"points\[0\] and points\[2\] are the same"):
        empirical.cloud(ar, [[0, 1], [1, 0], [0, 1]])
    with pytest.raises(ValueError, match="N, d"):
        empirical.cloud(ar, [1, 2])
    with pytest.raises(ValueError, match="weights sum to"):
        empirical.cloud(ar, DATA, [F(1, 2), F(1, 4), F(1, 8)])
    with pytest.raises(ValueError, match="one number t"):
        empirical.drift(law, [F(1, 2), F(1, 3)], [[0, 0], [1, 1]])
    if ar.name in ("float64", "torch"):
        with pytest.raises(ValueError, match="finite"):
            empirical.cloud(ar, [[float("nan"), 0.0]])
