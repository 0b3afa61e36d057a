"""Linear couplings and crossing lines: where the velocity is singular the error says which t, and solvers meet it."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from analytic import arithmetic, coupling, crossing, interpolant
from analytic.coupling import SingularTransport

R53 = [[F(3, 5), F(-4, 5)], [F(4, 5), F(3, 5)]]
HALF = [[-1, 0], [0, -1]]
exact = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


@exact
def test_the_line_of_each_pair_is_its_velocity(ar: Any) -> None:
    law = coupling.rotated(ar, [1, 2], [[2, 1], [1, 2]], R53)
    x0, h = ar.array([[F(3, 5), -1], [2, 0]]), ar.array(F(1, 10**6))
    for t in (F(1, 4), F(9, 10)):
        t = ar.array(t)
        step = coupling.position(law, t + h, x0) - coupling.position(law, t, x0)
        gap = ar.floats(ar.array(step / h - coupling.drift(law, t, coupling.position(law, t, x0))))
        assert np.abs(gap).max() < 1e-9


@exact
@pytest.mark.parametrize(
    ("cov", "R", "t"), [([[1, 0], [0, 1]], HALF, F(1, 2)), ([[4, 0], [0, 1]], HALF, F(1, 3)), ([[1, 0], [0, 9]], HALF, F(1, 4))]
)
def test_singular_transport_says_which_t(ar: Any, cov: Any, R: Any, t: F) -> None:
    law = coupling.rotated(ar, [0, 0], cov, R)
    assert min(abs(float(t) - s) for s in coupling.singular_times(law)) < 1e-12
    if ar.name == "digits" and t == F(1, 3):
        return  # 1/3 is no number of 60 digits: the matrix is nearly singular there
    with pytest.raises(SingularTransport, match=r"is singular at t = .*where lines of different pairs meet"):
        coupling.drift(law, t, [[1, 2]])


def test_a_turn_has_no_singular_time() -> None:
    law = coupling.rotated(arithmetic.float64(), [0, 0], [[1, 0], [0, 1]], R53)
    assert coupling.singular_times(law) == []
    with pytest.raises(ValueError, match="no rotation"):
        coupling.rotated(arithmetic.float64(), [0, 0], [[1, 0], [0, 1]], [[1, 1], [0, 1]])


TWICE = [  # an eigenvalue twice, which rounding splits by 1e-8, or thrice; or simple ones nearly as close
    ([[-5, 4], [-1, -1]], [0.25]),
    ([[0, 1], [-9, -6]], [0.25]),
    ([[2, 9], [-1, -4]], [0.5]),
    ([[-3, 1], [-1, -1]], [1 / 3]),
    ([[-1, 0], [0, -1]], [0.5]),
    ([[1, -1], [1, -1]], [1.0]),
    ([[0, 1, 0], [0, 0, 1], [-8, -12, -6]], [1 / 3]),
    ([[-1, 1, 0, 0], [0, -1, 0, 0], [0, 0, -2, 1], [0, 0, 0, -2]], [1 / 3, 0.5]),
    ([[-1 - 1e-8, 0, 0], [0, -1, 0], [0, 0, -1 + 1e-8]], [1 / (2 + 1e-8), 0.5, 1 / (2 - 1e-8)]),
    ([[1e-12, 0], [0, 2]], []),
    ([[0, 0], [0, 0]], [1.0]),
]


@pytest.mark.parametrize(("T", "times"), TWICE, ids=str)
def test_each_singular_time_comes_once(T: Any, times: list[float]) -> None:
    law = coupling.lines(arithmetic.float64(), [0] * len(T), [1] * len(T), T)
    assert coupling.singular_times(law) == pytest.approx(times, abs=1e-12)


def test_singular_times_of_equal_eigenvalues_are_the_exact_roots() -> None:
    """T = P J P^-1 of whole numbers, J in Jordan form with eigenvalues -4 .. 2, against those of J."""
    rng = np.random.default_rng(0)
    for d in (2, 3, 4, 5) * 100:
        P = np.eye(d, dtype=int)
        for _ in range(d):
            i, j = rng.choice(d, 2, replace=False)
            P[i] += P[j] * rng.integers(-1, 2)
        v = np.sort(rng.integers(-4, 3, d))
        J = np.diag(v) + np.diag((v[1:] == v[:-1]) & (rng.random(d - 1) < 0.7), 1)
        T = P @ J @ np.rint(np.linalg.inv(P)).astype(int)
        found = coupling.singular_times(coupling.lines(arithmetic.float64(), [0] * d, [1] * d, T.tolist()))
        assert found == pytest.approx([1 / (1 - e) for e in np.unique(v) if e <= 0], abs=1e-12), T.tolist()


DEGREES = [
    (60, 0.05, False, 59.82),
    (120, 0.05, False, 119.16),
    (150, 0.05, False, 146.76),
    (170, 0.05, False, 146.1),
    (175, 0.05, False, 113.3),
    (179, 0.05, False, 29.9),
    (120, 0.05, True, 119.82),
]


@pytest.mark.parametrize(("angle", "sigma", "bridge", "degrees"), DEGREES)
def test_the_turn_under_noise(angle: float, sigma: float, bridge: bool, degrees: float) -> None:
    """Against the numbers of the catalogue and against an ODE solver run on the regression of the noisy ends."""
    ar, a = arithmetic.float64(), np.deg2rad(angle)
    law = coupling.turned(ar, np.cos(a), np.sin(a), sigma, bridge)
    assert np.rad2deg(float(coupling.turn(law, 1))) == pytest.approx(degrees, abs=0.06)
    noisy = coupling.turned_interpolant(law)
    end = solve_ivp(lambda t, x: interpolant.drift(noisy, t, x[None])[0], (0, 1), [1.0, 0.5], rtol=1e-11, atol=1e-12).y[:, -1]
    assert np.abs(end - coupling.turned_flow(law, 1, [[1.0, 0.5]])[0]).max() < 1e-8


def test_turns_at_the_door() -> None:
    ar = arithmetic.balls()
    with ar.scope():
        with pytest.raises(ValueError, match="must be 1"):
            coupling.turned(ar, F(1, 2), F(1, 2))
        with pytest.raises(ValueError, match="all lines meet at t = 1/2"):
            coupling.turned(ar, -1, 0)
        with pytest.raises(ValueError, match="must be positive"):
            coupling.turned(ar, 1, 0, F(1, 20))


@exact
def test_solvers_that_land_on_a_crossing_say_so(ar: Any) -> None:
    two, field = crossing.pairs(ar, [[-1], [1]], [[1], [-1]]), crossing.reflection(ar, 5)
    memory, singular = (lambda t, x: crossing.memoriser(two, t, x)), (lambda t, x: crossing.reflected_drift(field, t, x))
    assert np.abs(ar.floats(crossing.euler(memory, ar, 11, [[-1], [1]])) - [[1], [-1]]).max() < 1e-12
    assert np.abs(ar.floats(crossing.euler(singular, ar, 11, [[0], [3]])) - [[5], [2]]).max() < 1e-12
    with pytest.raises(SingularTransport, match=r"pairs 0 and 1 meet at t = 0\.5"):
        crossing.euler(memory, ar, 10, [[-1], [1]])
    for steps in (1, 2, 5, 8):
        with pytest.raises(SingularTransport, match="all lines meet at t = 1/2"):
            crossing.runge_kutta(singular, ar, steps, [[0]])


def test_solvers_have_their_orders() -> None:
    ar = arithmetic.digits()
    for solver, order in ((crossing.euler, 1), (crossing.runge_kutta, 4)):
        one, two = (abs(solver(lambda t, x: x, ar, n, [[1]])[0, 0] - ar.exp(ar.array([1]))[0]) for n in (40, 80))
        assert float(one / two) == pytest.approx(2**order, rel=0.05)


SLOPES = [(100, 11, -0.97), (100, 51, -0.53), (100, 101, 0.008), (100, 1001, 0.85), (1000, 101, -0.975), (1000, 1001, 0.0008)]


@pytest.mark.parametrize(("fineness", "steps", "slope"), SLOPES)
def test_coarse_steps_memorise_and_fine_ones_do_not(fineness: int, steps: int, slope: float) -> None:
    ar = arithmetic.float64()
    law = crossing.reflection(ar, 5, 1 / fineness)
    ends = crossing.euler(lambda t, x: crossing.reflected_drift(law, t, x), ar, steps, [[0.0], [1.0]])
    assert float(ends[1, 0] - ends[0, 0]) == pytest.approx(slope, abs=0.006)


def test_pairs_at_the_door() -> None:
    ar = arithmetic.float64()
    with pytest.raises(ValueError, match=r"x1 has shape \(1, 1\)"):
        crossing.pairs(ar, [[0], [1]], [[1]])
    with pytest.raises(ValueError, match="finite"):
        crossing.pairs(ar, [[float("nan")]], [[1]])
