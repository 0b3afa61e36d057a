"""The exact flow map of a line: against ODE solvers, rates in 60 digits, push-forward moments, and itself in other arithmetics."""

import doctest
from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import sympy as sp
import torch
from flint import arb
from scipy.integrate import solve_ivp

from analytic import line
from analytic.arithmetic import SingularCovariance, balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic
from analytic.mixture import Mixture, drift, jacobian, log_density, mixture
from analytic.path import Path, linear, trigonometric, variance_preserving

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
THREE = ([Q(1, 2), Q(3, 10), Q(1, 5)], [[-3], [1], [4]], [[[Q(1, 4)]], [[1]], [[Q(1, 25)]]], [Q(1, 3)], [[2]])
FAR = ([Q(1, 2), Q(1, 2)], [[-40], [40]], [[[1]], [[1]]])
POINTS = [[Q(v)] for v in (-60, -3, -1, 0, 1, 2, 45)]
H = Q(1, 10**20)


def three(ar: Any, path: Path = linear) -> Mixture:
    return mixture(ar, *THREE, path=path)


def numbers(ar: Any, values: Any) -> Any:
    """Fractions for the exact arithmetics, their floats for the others."""
    exact = ar.name in ("balls", "digits")
    return ar.array(values if exact else np.asarray(values, dtype=float))


@pytest.mark.parametrize(("s", "t"), [(0, 1), (1, 0), (Q(1, 4), Q(3, 4))])
def test_the_flow_map_is_what_an_ode_solver_finds(s: Q, t: Q) -> None:
    mix, x = three(float64()), np.linspace(-4, 4, 9)
    found = solve_ivp(
        lambda u, y: drift(mix, u, y[:, None])[:, 0], (float(s), float(t)), x, method="DOP853", rtol=1e-12, atol=1e-12
    )
    exact = line.flow_map(mix, float(s), float(t), x[:, None])[:, 0]
    slope = line.flow_jacobian(mix, float(s), float(t), x[:, None])[:, 0, 0].max()
    assert abs(found.y[:, -1] - exact).max() < 1e-10 * max(1, slope)
    S, T = ((1 - r) ** 2 * 2 + r**2 * mix.C[:, 0, 0] for r in (float(s), float(t)))
    sigma = np.sqrt(T / S)
    own = (1 - t) / 3 + t * mix.m[:, 0] + (x[:, None] - (1 - s) / 3 - s * mix.m[:, 0]) * sigma
    assert abs((own * mix.w).sum(-1) - exact).max() > 0.1  # near miss: the average of the components' own maps


@pytest.mark.parametrize("path", [linear, trigonometric])
def test_the_flow_map_moves_with_the_drift(path: Path) -> None:
    """d phi_{s,t}(x)/dt = u(t, phi), where u is a conditional expectation and phi two distribution functions."""
    ar, s, t = digits(), Q(1, 5), Q(7, 10)
    mix = three(ar, path)
    y = line.flow_map(mix, s, t, POINTS)
    rate = (line.flow_map(mix, s, t + H, POINTS) - line.flow_map(mix, s, t - H, POINTS)) / ar.array(2 * H)
    assert abs(ar.floats(rate - drift(mix, t, y))).max() < 1e-36
    other = three(ar, linear if path is trigonometric else trigonometric)
    assert abs(ar.floats(rate - drift(other, t, y))).min() > 1e-3  # near miss: another path
    assert abs(ar.floats(rate - drift(mix, t, POINTS))).min() > 1e-3  # near miss: the drift at x, not at phi(x)


def test_the_jacobian_grows_with_the_divergence() -> None:
    """d log phi'/dt = du/dx at phi; and phi' is the slope of phi."""
    ar, s, t = digits(), Q(0), Q(7, 10)
    mix = three(ar)
    J, y = line.flow_jacobian(mix, s, t, POINTS), line.flow_map(mix, s, t, POINTS)
    rate = (line.flow_jacobian(mix, s, t + H, POINTS) - line.flow_jacobian(mix, s, t - H, POINTS)) / ar.array(2 * H)
    assert abs(ar.floats(rate / J - jacobian(mix, t, y))).max() < 1e-35
    x = ar.array(POINTS)
    slope = (line.flow_map(mix, s, t, x + ar.array(H)) - line.flow_map(mix, s, t, x - ar.array(H))) / ar.array(2 * H)
    assert abs(ar.floats(slope - J[..., 0])).max() < 1e-35
    assert abs(ar.floats(slope - 1 / J[..., 0])).max() > 0.1  # near miss: the densities exchanged


def test_the_flow_map_pushes_the_source_to_the_data() -> None:
    """E phi(x0)^n = E x1^n; the trapezoidal rule converges faster than any power of the step here."""
    mix = three(float64())
    x = np.linspace(-15, 15, 15001)[:, None]
    p = np.exp(log_density(mix, 0.0, x)) * (x[1, 0] - x[0, 0])
    y = line.flow_map(mix, 0.0, 1.0, x)[:, 0]
    w, m, v = mix.w, mix.m[:, 0], mix.C[:, 0, 0]
    exact = [1, w @ m, w @ (m**2 + v), w @ (m**3 + 3 * m * v), w @ (m**4 + 6 * m**2 * v + 3 * v**2)]
    assert [p @ y**n for n in range(5)] == pytest.approx(exact, rel=1e-11)
    assert p @ x[:, 0] ** 2 != pytest.approx(exact[2], rel=1e-2)  # near miss: the points unmoved


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_quantile_and_distribution_function_are_inverse(ar: Any) -> None:
    with ar.scope():
        mix, t, x = three(ar), numbers(ar, Q(1, 2)), numbers(ar, POINTS[1:-1])
        back = line.quantile(mix, t, line.cdf(mix, t, x))
        assert abs(ar.floats(back - x)).max() < {"balls": 1e-70, "digits": 1e-56}.get(ar.name, 1e-14)
        both = ar.floats(line.cdf(mix, t, x) + line.survival(mix, t, x) - 1)
        assert abs(both).max() < 1e-15
        odds = line.cdf(mix, t, x) / line.survival(mix, t, x)
        assert abs(ar.floats(line.log_odds(mix, t, x) - ar.log(odds))).max() < 1e-12


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_flow_maps_compose_and_return(ar: Any) -> None:
    with ar.scope():
        mix, x = three(ar), numbers(ar, POINTS)
        s, t = numbers(ar, Q(2, 5)), numbers(ar, Q(1))
        y = line.flow_map(mix, 0, s, x)
        bound = {"balls": 1e-70, "digits": 1e-55}.get(ar.name, 3e-14)
        assert abs(ar.floats(line.flow_map(mix, s, 0, y) - x)).max() < bound
        assert abs(ar.floats(line.flow_map(mix, s, t, y) - line.flow_map(mix, 0, t, x))).max() < bound
        assert abs(ar.floats(line.flow_map(mix, s, s, x) - x)).max() < bound


def test_balls_contain_the_digits_and_are_tight() -> None:
    wide = digits(110)
    reference = [line.flow_map(three(wide), 0, 1, POINTS), line.flow_jacobian(three(wide), 0, 1, POINTS)]
    with balls().scope():
        enclosed = [line.flow_map(three(balls()), 0, 1, POINTS), line.flow_jacobian(three(balls()), 0, 1, POINTS)]
    with balls(500).scope():
        for Y, V in zip(enclosed, reference, strict=True):
            for ball, value in zip(Y.flat, V.flat, strict=True):
                assert ball.contains(arb(str(value)).mid()) and ball.rad() < arb(2) ** -230
                assert not (ball + 3 * ball.rad()).contains(arb(str(value)).mid())  # near miss


def test_a_wide_ball_encloses_the_flow_of_all_its_points() -> None:
    ar = balls()
    with ar.scope():
        mix = three(ar)
        whole = line.flow_map(mix, 0, 1, [[arb(1, 0.01)]])[0, 0]
        ends = [line.flow_map(mix, 0, 1, [[Q(100 + k, 100)]])[0, 0] for k in (-1, 0, 1)]
        assert all(whole.contains(e) for e in ends) and whole.rad() < 0.2
        assert not ends[1].overlaps(ends[0])


def test_a_ball_that_cannot_decide_stays_wide() -> None:
    """Between modes 80 standard deviations apart, log odds change by less than 2^-256: the bracket is all one can say."""
    with balls().scope():
        y = line.flow_map(mixture(balls(), *FAR), 0, 1, [[0]])[0, 0]
        assert y.contains(0) and y.rad() > 39
    with balls(1500).scope():
        y = line.flow_map(mixture(balls(1500), *FAR), 0, 1, [[0]])[0, 0]
        assert y.contains(0) and y.rad() < arb(2) ** -300


@pytest.mark.parametrize("x", [-80, -40, -30, -8, 8, 30, 40, 80])
def test_floats_keep_both_tails(x: int) -> None:
    """40 standard deviations out, the distribution function underflows and its complement is lost; the log odds are not."""
    for spec in (THREE, FAR):
        with balls().scope():
            exact = balls().floats(line.flow_map(mixture(balls(), *spec), 0, Q(1, 2), [[x]]))
        for ar in (float64(), torch_arithmetic()):
            y = ar.floats(line.flow_map(mixture(ar, *spec), 0.0, 0.5, [[float(x)]]))
            assert abs(y / exact - 1).max() <= 8 * 2.0**-53
    assert line.cdf(three(float64()), 0.0, [[30.0]]) == 1 and 0 < line.survival(three(float64()), 0.0, [[30.0]]) < 1e-90


def test_torch_derivatives_through_the_root() -> None:
    with balls().scope():
        slope = balls().floats(line.flow_jacobian(three(balls()), 0, Q(3, 4), POINTS))[:, 0, 0]
    mix, t = three(torch_arithmetic()), torch.tensor(0.75, dtype=torch.float64)
    x = torch.tensor([[float(p[0])] for p in POINTS], dtype=torch.float64)
    forward = torch.func.jvp(lambda y: line.flow_map(mix, 0.0, t, y), (x,), (torch.ones_like(x),))[1]
    reverse = torch.func.grad(lambda y: line.flow_map(mix, 0.0, t, y).sum())(x)
    for J in (forward, reverse):
        assert abs(J[:, 0].numpy() / slope - 1).max() < 1e-12
    for jac in (torch.func.jacfwd, torch.func.jacrev):
        v = jac(lambda u: line.flow_map(mix, 0.0, u, x))(t)
        assert abs(v - drift(mix, t, line.flow_map(mix, 0.0, t, x))).max() < 1e-13 * 60
    p = x[2]
    second = torch.func.jacfwd(torch.func.jacrev(lambda y: line.flow_map(mix, 0.0, t, y)[0]))(p)
    first = torch.func.jacfwd(lambda y: line.flow_jacobian(mix, 0.0, t, y)[0, 0])(p)
    assert abs(second - first).max() < 1e-12 and abs(first).max() > 1e-3


def test_torch_keeps_its_value_where_the_density_underflows() -> None:
    ar = torch_arithmetic()
    assert abs(line.flow_map(mixture(ar, *FAR), 0.0, 1.0, [[0.0]])[0, 0]) < 40


def test_schedules_share_their_trajectories() -> None:
    """phi^{ab}_t(x) = (a + b) phi^{lin}_{b/(a+b)}(x): one flow, run at another speed and scale."""
    mix, t, x = three(float64()), 0.3, np.linspace(-3, 3, 7)[:, None]
    a, b, _, _ = trigonometric(float64(), np.float64(t))
    moved = line.flow_map(three(float64(), trigonometric), 0.0, t, x)
    assert moved == pytest.approx((a + b) * line.flow_map(mix, 0.0, b / (a + b), x), rel=1e-13)
    assert moved != pytest.approx(line.flow_map(mix, 0.0, b / (a + b), x), rel=1e-2)  # near miss: the scale left out


def test_one_time_per_point_and_any_batch() -> None:
    for ar in NUMBERS:
        with ar.scope():
            mix = three(ar)
            x = numbers(ar, [[[0], [1], [Q(1, 2)]], [[2], [-1], [3]]])
            s, t = numbers(ar, [[0, 0, Q(1, 4)], [0, Q(1, 2), 1]]), numbers(ar, [[1, Q(1, 2), 0], [0, 1, 1]])
            y, J = line.flow_map(mix, s, t, x), line.flow_jacobian(mix, s, t, x)
            assert tuple(y.shape) == (2, 3, 1) and tuple(J.shape) == (2, 3, 1, 1)
            for i in np.ndindex(2, 3):
                assert abs(ar.floats(y[i] - line.flow_map(mix, s[i], t[i], x[i]))).max() < 1e-13
            assert tuple(line.cdf(mix, s, x).shape) == (2, 3, 1)


def test_symbols_carry_one_gaussian_and_refuse_two() -> None:
    """Published: 3 to 1 on the line is x ((3 (1 - t)^2 + t^2)/3)^(1/2), with slope of the drift (4t - 3)/(3 (1 - t)^2 + t^2)."""
    ar, t, x = symbols(), sp.Symbol("t", real=True), sp.Symbol("x", real=True)
    mix = mixture(ar, [1], [[0]], [[[1]]], [0], [[3]])
    phi = line.flow_map(mix, 0, t, [x])[0]
    assert sp.simplify(phi - x * sp.sqrt((3 * (1 - t) ** 2 + t**2) / 3)) == 0
    assert sp.simplify(sp.diff(phi, t) - drift(mix, t, [phi])[0]) == 0
    assert sp.simplify(sp.diff(phi, t) / phi - (4 * t - 3) / (3 * (1 - t) ** 2 + t**2)) == 0
    assert sp.simplify(sp.diff(phi, t) - drift(mix, t, [x])[0]) != 0  # near miss
    with pytest.raises(ValueError, match=r"this root has no closed form in symbols .* use digits or balls"):
        line.flow_map(mixture(ar, [Q(1, 2), Q(1, 2)], [[0], [1]], [[[1]], [[1]]]), 0, t, [x])


def test_bad_input_is_refused_at_the_door() -> None:
    mix = three(float64())
    with pytest.raises(ValueError, match=r"this mixture has d = 2: a distribution function orders the points of a line"):
        line.cdf(mixture(float64(), [1], [[0, 0]], [np.eye(2)]), 0.0, [[0.0, 0.0]])
    with pytest.raises(ValueError, match=r"p.* nan"):
        line.quantile(mix, 0.0, [[float("nan")]])
    for p in (0.0, 1.0, -0.5):
        with pytest.raises(ValueError, match=rf"p = {p} is not a probability strictly between 0 and 1"):
            line.quantile(mix, 0.0, [[p]])
    with pytest.raises(ValueError, match=r"t = 2.0 is outside \[0, 1\]"):
        line.flow_map(mix, 0.0, 2.0, [[0.0]])
    with pytest.raises(ValueError, match=r"x has shape \(3,\): its last axis must be d = 1"):
        line.flow_map(mix, 0.0, 1.0, [0.0, 1.0, 2.0])
    with pytest.raises(ValueError, match=r"x\[0, 0\] is inf: every entry must be a finite"):
        line.cdf(mix, 0.0, [[float("inf")]])
    for ar in NUMBERS:
        atoms = mixture(ar, [Q(1, 2), Q(1, 2)], [[0], [1]], [[[0]], [[1]]])
        with ar.scope(), pytest.raises(SingularCovariance, match=r"variance 0 here: take t strictly inside \(0, 1\)"):
            line.flow_map(atoms, 0, 1, [[0]])


def test_docstring_examples() -> None:
    assert doctest.testmod(line) == (0, 4)


@pytest.mark.parametrize("path", [variance_preserving])
def test_any_path_will_do(path: Path) -> None:
    mix, x = three(float64(), path), np.linspace(-2, 2, 5)
    found = solve_ivp(lambda u, y: drift(mix, u, y[:, None])[:, 0], (0.0, 0.9), x, method="DOP853", rtol=1e-11, atol=1e-11)
    assert found.y[:, -1] == pytest.approx(line.flow_map(mix, 0.0, 0.9, x[:, None])[:, 0], rel=1e-8)
