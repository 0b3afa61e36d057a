"""The Brenier map and the two paths built on it: what each one must carry where, how fast, and at what cost."""

import doctest
from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import sympy as sp
import torch

from analytic import brenier
from analytic.arithmetic import balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic
from analytic.brenier import transport
from analytic.mixture import jacobian, mixture

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
# S0 = I would hide most mistakes, so would commuting covariances: neither appears except where that is the point.
PLANE = ([0, 1], [[1, 0], [0, 4]], [2, -1], [[2, 1], [1, 2]])
SPACE = (
    [1, 0, Q(1, 2)],
    [[2, Q(1, 2), 0], [Q(1, 2), 1, Q(1, 4)], [0, Q(1, 4), 3]],
    [0, -1, 2],
    [[1, Q(-1, 2), Q(1, 4)], [Q(-1, 2), 4, 1], [Q(1, 4), 1, Q(1, 2)]],
)
LINE = ([0], [[1]], [0], [[4]])
PAIRS: dict[str, Any] = {"plane": PLANE, "space": SPACE}
X = {"plane": [Q(1, 3), -2], "space": [Q(1, 3), -2, 1]}
TIMES = [Q(0), Q(1, 4), Q(2, 3), Q(1)]
H = Q(1, 10**20)  # a central difference in 60 digits is then good to 1e-39


def zero(M: Any) -> bool:
    return all(v.contains(0) for v in np.asarray(M).flat)


def small(M: Any, bound: float = 1e-35) -> bool:
    return bool(abs(digits().floats(M)).max() < bound)


def rate(f: Any, t: Q) -> Any:
    """df/dt at t by a central difference in digits; t is moved inside [0, 1]."""
    return (f(t + H) - f(t - H)) / digits().array(2 * H)


@pytest.mark.parametrize("name", PAIRS)
def test_the_map_is_symmetric_positive_and_carries_S0_to_S1(name: str) -> None:
    ar = balls()
    with ar.scope():
        p = transport(ar, *PAIRS[name])
        assert zero(p.A @ p.S0 @ p.A.T - p.S1)
        assert zero(p.A - p.A.T)
        assert np.linalg.eigvalsh(ar.floats(p.A)).min() > 0.1
        assert max(float(v.rad()) for v in p.A.flat) < 2.0**-200
        swapped = brenier.bures_map(ar, p.S1, p.S0)
        assert not zero(swapped @ p.S0 @ swapped - p.S1)  # near miss: S0 and S1 exchanged
        assert zero(swapped @ p.A - ar.eye(len(p.A)))  # ... that is the inverse map


def test_another_map_that_carries_S0_to_S1_is_not_symmetric() -> None:
    """(S1 S0^-1)^1/2, the end map of independent flow matching: a near miss that S0 = I or commuting covariances hide."""
    ar = balls()
    with ar.scope():
        for ends, same in ((PLANE, False), (([0, 0], [[1, 0], [0, 1]], [0, 0], PLANE[3]), True)):
            p = transport(ar, *ends)
            T = ar.sqrtm(ar.solve(p.S0, p.S1))
            assert zero(T @ p.S0 @ T.T - p.S1)
            assert zero(T - T.T) is same and zero(T - p.A) is same
            cost = ar.einsum("ii->", (T - ar.eye(2)) @ p.S0 @ (T - ar.eye(2)).T)
            assert bool(cost > brenier.bures_distance2(ar, p.S0, p.S1)) is not same


@pytest.mark.parametrize("name", PAIRS)
def test_geometric_mean_solves_its_riccati_equation(name: str) -> None:
    ar = balls()
    with ar.scope():
        p = transport(ar, *PAIRS[name])
        I = ar.eye(len(p.m0))
        G = brenier.geometric_mean(ar, p.S0, p.S1)
        assert zero(ar.solve(p.S0, G) @ G - p.S1) and zero(G - G.T)
        assert zero(G - p.S0 @ ar.sqrtm(ar.solve(p.S0, p.S1).T))
        assert zero(p.A - brenier.geometric_mean(ar, ar.solve(p.S0, I), p.S1))
        assert not zero(G - ar.sqrtm(p.S0) @ ar.sqrtm(p.S1))  # near miss: right only where they commute


def test_distance_has_its_closed_form_in_the_plane() -> None:
    """tr M^1/2 = (tr M + 2 (det M)^1/2)^1/2 for 2 x 2 M, here M = S0 S1 of trace 10 and determinant 12."""
    ar = balls()
    with ar.scope():
        p = transport(ar, *PLANE)
        closed = 8 + 9 - 2 * ar.sqrt(ar.array(10) + 2 * ar.sqrt(ar.array(12)))
        assert zero(brenier.distance2(p) - closed)
        assert zero(ar.array([brenier.distance2(p) - brenier.bures_distance2(ar, p.S0, p.S1) - 8]))
        moved = (p.A - ar.eye(2)) @ p.S0 @ (p.A - ar.eye(2))
        assert zero(moved[0, 0] + moved[1, 1] + 8 - closed)
        root = ar.sqrtm(p.S0) - ar.sqrtm(p.S1)
        assert not zero((root @ root)[0, 0] + (root @ root)[1, 1] + 8 - closed)  # near miss: |S0^1/2 - S1^1/2|^2


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("path", ["displacement", "exponential"])
def test_maps_solve_their_differential_equations(path: str, name: str) -> None:
    p, t, x = transport(digits(), *PAIRS[name]), Q(2, 3), X[name]
    f, u = getattr(brenier, f"{path}_map"), getattr(brenier, f"{path}_drift")
    velocity = rate(lambda s: f(p, s, x), t)
    assert small(velocity - u(p, t, f(p, t, x)))
    assert not small(velocity - u(p, t, f(p, t, x)) + (p.m1 - p.m0), 1e-3)  # near miss: m' left out
    other = "exponential" if path == "displacement" else "displacement"
    assert not small(velocity - getattr(brenier, f"{other}_drift")(p, t, f(p, t, x)), 1e-3)
    assert small(f(p, 0, x) - digits().array(x), 1e-55)
    assert small(f(p, 1, x) - (p.m1 + p.A @ (digits().array(x) - p.m0)), 1e-55)


@pytest.mark.parametrize("name", PAIRS)
def test_displaced_particles_do_not_accelerate(name: str) -> None:
    p, t, x = transport(digits(), *PAIRS[name]), Q(1, 4), X[name]
    straight = rate(lambda s: brenier.displacement_drift(p, s, brenier.displacement_map(p, s, x)), t)
    curved = rate(lambda s: brenier.exponential_drift(p, s, brenier.exponential_map(p, s, x)), t)
    assert small(straight)
    L = brenier.exponential_jacobian(p)
    assert small(curved - L @ L @ (brenier.exponential_map(p, t, x) - brenier.mean(p, t))) and not small(curved, 1e-3)
    J = brenier.displacement_jacobian(p, t)
    assert small(rate(lambda s: brenier.displacement_jacobian(p, s), t) + J @ J)  # A' + A^2 = 0


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("path", ["displacement", "exponential"])
def test_covariances_follow_the_jacobian(path: str, name: str) -> None:
    """S' = J S + S J^T, S(0) = S0, S(1) = S1; and J is the slope of the drift."""
    p, t, x = transport(digits(), *PAIRS[name]), Q(1, 4), X[name]
    S, u = (lambda s: getattr(brenier, f"{path}_covariance")(p, s)), getattr(brenier, f"{path}_drift")
    J = brenier.displacement_jacobian(p, t) if path == "displacement" else brenier.exponential_jacobian(p)
    assert small(rate(S, t) - (J @ S(t) + S(t) @ J.T))
    assert not small(rate(S, t) - J @ S(t), 1e-3)  # near miss
    assert small(S(0) - p.S0, 1e-55) and small(S(1) - p.S1, 1e-55)
    e = digits().eye(len(x))
    assert small(np.stack([u(p, t, digits().array(x) + e[j]) - u(p, t, x) for j in range(len(x))], axis=1) - J, 1e-50)


def gauss(f: Any, n: int = 60) -> float:
    x, w = np.polynomial.legendre.leggauss(n)
    return float(sum(v / 2 * f((1 + s) / 2) for s, v in zip(x, w, strict=True)))


@pytest.mark.parametrize("name", ["plane", "space", "line"])
def test_kinetic_energies_are_the_integrals_they_stand_for(name: str) -> None:
    """int E|u|^2 dt = |m1 - m0|^2 + int tr(J S J^T) dt, with J and S of each path; independent ends: those of a mixture, K = 1."""
    ends = {**PAIRS, "line": LINE}[name]
    p = transport(float64(), *ends)
    one = mixture(float64(), [1], [ends[2]], [ends[3]], ends[0], ends[1])
    drift2 = float(((p.m1 - p.m0) ** 2).sum())

    def energy(J: Any, S: Any) -> float:
        return drift2 + gauss(lambda t: np.trace(J(t) @ S(t) @ J(t).T))

    displaced = energy(lambda t: brenier.displacement_jacobian(p, t), lambda t: brenier.displacement_covariance(p, t))
    exponential = energy(lambda t: p.L, lambda t: brenier.exponential_covariance(p, t))
    independent = energy(lambda t: jacobian(one, t, ends[0]), lambda t: (1 - t) ** 2 * p.S0 + t**2 * p.S1)
    assert displaced == pytest.approx(brenier.distance2(p), rel=1e-13)
    assert exponential == pytest.approx(brenier.exponential_energy(p), rel=1e-13)
    assert independent == pytest.approx(brenier.independent_energy(p), rel=1e-12)
    assert displaced < exponential < independent
    half = 2 * (brenier.exponential_energy(p) - drift2) + drift2
    assert abs(exponential - half) > 0.1  # near miss: the factor 1/2 left out


def test_published_values() -> None:
    """From S0 = 1 to S1 = 4 on the line: ln 2 * 3/2, 5 - pi, 1; and the map of the plane."""
    p = transport(balls(), *LINE)
    with balls().scope():
        assert zero(brenier.exponential_energy(p) - 3 * balls().log(balls().array(2)) / 2)
        assert zero(brenier.independent_energy(p) - (5 - balls().pi()))
        assert zero(brenier.distance2(p) - 1)
    assert pytest.approx(np.array([[1.3280, 0.2430], [0.2430, 0.6966]]), abs=5e-5) == transport(float64(), *PLANE).A


def test_every_arithmetic_gives_the_same_numbers() -> None:
    def everything(ar: Any) -> list[Any]:
        with ar.scope():
            p = transport(ar, *PLANE)
            t, x = (
                ar.array(v)
                for v in ((Q(1, 4), [[Q(1, 3), -2], [1, 1]]) if ar.name in ("balls", "digits") else (0.25, [[1 / 3, -2], [1, 1]]))
            )
            values = [
                p.A,
                p.L,
                brenier.displacement_map(p, t, x),
                brenier.displacement_drift(p, t, x),
                brenier.exponential_map(p, t, x),
            ]
            values += [
                brenier.exponential_drift(p, t, x),
                brenier.exponential_covariance(p, t),
                brenier.displacement_covariance(p, t),
            ]
            values += [ar.array(e(p)) for e in (brenier.distance2, brenier.exponential_energy, brenier.independent_energy)]
            return [ar.floats(v) for v in values]

    reference = everything(balls())
    for ar, bound in zip(NUMBERS[1:], (2.3e-16, 1e-14, 1e-14), strict=True):
        for value, exact in zip(everything(ar), reference, strict=True):
            assert value.shape == exact.shape and abs(value - exact).max() <= bound * abs(exact).max()


def test_symbols_prove_the_line_and_agree_in_the_plane() -> None:
    s, c, t, x, a, b = sp.symbols("s c t x a b", positive=True)
    p = transport(symbols(), [a], [[s]], [b], [[c]])
    assert sp.simplify(p.A[0, 0] ** 2 * s - c) == 0
    phi = brenier.exponential_map(p, t, [x])[0]
    residual = sp.diff(phi, t) - brenier.exponential_drift(p, t, [phi])[0]
    assert sp.simplify(residual) == 0 and sp.simplify(residual + b - a) != 0
    q = transport(symbols(), *PLANE)
    exact = transport(digits(), *PLANE)
    for closed, value in ((q.A, exact.A), (q.L, exact.L)):
        assert all(abs(sp.N(u, 50) - sp.Float(str(v), 60)) < 1e-45 for u, v in zip(closed.flat, value.flat, strict=True))


def test_batches_of_points_and_one_time_per_point() -> None:
    for ar in NUMBERS:
        with ar.scope():
            p = transport(ar, *SPACE)
            x = ar.array(np.arange(18).reshape(2, 3, 3).tolist())
            t = ar.array([[0, 1, 0], [1, 0, 1]])
            for f in (brenier.displacement_map, brenier.displacement_drift, brenier.exponential_drift):
                together = f(p, t, x)
                assert tuple(together.shape) == (2, 3, 3)
                for i in np.ndindex(2, 3):
                    assert abs(ar.floats(together[i] - f(p, t[i], x[i]))).max() < 1e-13
            assert tuple(brenier.displacement_jacobian(p, t).shape) == (2, 3, 3, 3)
            assert tuple(brenier.displacement_covariance(p, t).shape) == (2, 3, 3, 3)
            assert tuple(brenier.mean(p, t).shape) == (2, 3, 3)


def test_torch_differentiates_through_the_map() -> None:
    """The derivative of W2^2 in S0 is I - A (Brenier's potential), although the map itself is made of matrix roots."""
    ar, p = torch_arithmetic(), transport(torch_arithmetic(), *PLANE)
    for jac in (torch.func.jacfwd, torch.func.jacrev):
        G = jac(lambda S: brenier.bures_distance2(ar, S, p.S1))(p.S0)
        assert torch.allclose((G + G.T) / 2, ar.eye(2) - p.A, rtol=0, atol=1e-14)
    at = p.m1 + 1
    assert torch.allclose(
        torch.func.jacfwd(lambda x: brenier.displacement_drift(p, 0.25, x))(at), brenier.displacement_jacobian(p, 0.25)
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({0: [[0, 1]]}, r"mean0 has shape \(1, 2\): it must be \(d,\)"),
        ({2: [1, 2, 3]}, r"mean1 has shape \(3,\): it must be \(d,\) = \(2,\)"),
        ({1: [[1, 2], [2, 4]]}, r"cov0 has the eigenvalue \S+: it must be positive definite here"),
        ({3: [[1, 0], [0, 0]]}, r"cov1 has the eigenvalue 0: it must be positive definite here"),
        ({1: [[1, 2], [2, 1]]}, r"cov0 has the eigenvalue -1 < 0: a covariance must be positive semidefinite"),
        ({3: [[1, 1], [0, 1]]}, r"cov1 is not symmetric: .* pass \(S \+ S.T\)/2"),
        ({1: [[1]]}, r"cov0 has shape \(1, 1\): it must be \(d, d\) = \(2, 2\)"),
    ],
)
@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_bad_ends_are_refused_at_the_door(ar: Any, change: dict[int, Any], message: str) -> None:
    with ar.scope(), pytest.raises(ValueError, match=message):
        transport(ar, *[change.get(i, end) for i, end in enumerate(PLANE)])


def test_bad_times_and_points_are_refused_at_the_door() -> None:
    p = transport(float64(), *PLANE)
    with pytest.raises(ValueError, match=r"t has shape \(2,\): the matrix exponential takes one t; call once for each time"):
        brenier.exponential_map(p, [0.1, 0.2], [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match=r"t = 1.5 is outside \[0, 1\]"):
        brenier.displacement_jacobian(p, 1.5)
    with pytest.raises(ValueError, match=r"x has shape \(3,\): its last axis must be d = 2"):
        brenier.displacement_drift(p, 0.5, [1, 2, 3])
    with pytest.raises(ValueError, match=r"mean0\[1\] is nan"):
        transport(float64(), [0, float("nan")], *PLANE[1:])
    with pytest.raises(TypeError, match=r"0.5 is a float: pass an int or a Fraction, e.g. Fraction\(1, 2\)"):
        transport(digits(), [0.5, 0], *PLANE[1:])


def test_docstring_examples() -> None:
    assert doctest.testmod(brenier).failed == 0
