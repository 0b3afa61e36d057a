"""Roots, exponentials and logarithms of matrices, in every arithmetic: against inverse functions, digits, and differences."""

from fractions import Fraction as Q
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp
import torch
from flint import arb, arb_mat, ctx

from analytic.arithmetic import _ball_matrices, balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
EVERY = [*NUMBERS, symbols()]


def spd(d: int, seed: int) -> list[list[Q]]:
    """A rational positive definite matrix G G^T/49 + I, anisotropic and full."""
    G = np.array(np.random.default_rng(seed).integers(-9, 10, (d, d)), dtype=object)
    return [[Q(v, 49) + int(i == j) for j, v in enumerate(row)] for i, row in enumerate((G @ G.T).tolist())]


MATRICES: dict[str, Any] = {
    "one": [[Q(7, 3)]],
    "spd 3": spd(3, 1),
    "spd 8": spd(8, 2),
    "identity": np.eye(3, dtype=int).tolist(),
    "a double eigenvalue": [[2, 0, 0], [0, 2, 0], [0, 0, 5]],
    "not symmetric, S1 S0^-1": [[2, Q(1, 4)], [1, Q(1, 2)]],
    "not diagonalisable": [[1, 1], [0, 1]],
    "complex eigenvalues": [[1, -2], [2, 1]],
    "nearly singular": [[1, 1], [1, 1 + Q(1, 10**12)]],
    "small": [[Q(3, 10**20), Q(1, 10**20)], [Q(1, 10**20), Q(2, 10**20)]],
}
OUTSIDE: dict[str, Any] = {
    "negative": ([[1, 3], [3, 1]], "-2"),
    "twice negative": ([[-2, 0], [0, -2]], "-2"),
    "singular": ([[1, 1], [1, 1]], "0"),
}


def radius(X: Any) -> Any:
    return max((v.rad() for v in X.flat), key=float)


def contains_zero(X: Any) -> bool:
    return all(v.contains(0) for v in X.flat)


@pytest.mark.parametrize("name", ["sqrtm", "expm", "logm"])
@pytest.mark.parametrize("matrix", MATRICES)
def test_a_ball_contains_the_digits_and_is_tight(matrix: str, name: str) -> None:
    wide = digits(110)
    reference = getattr(wide, name)(wide.array(MATRICES[matrix]))
    with balls().scope():
        X = getattr(balls(), name)(balls().array(MATRICES[matrix]))
    with balls(500).scope():
        for ball, value in zip(X.flat, reference.flat, strict=True):
            assert ball.contains(arb(str(value)).mid())
            if matrix != "identity":  # an exact result has no radius to leave
                assert not (ball + 2 * ball.rad() + arb(2) ** -400).contains(arb(str(value)).mid())
        assert radius(X) < arb(2) ** -200


@pytest.mark.parametrize("matrix", MATRICES)
def test_balls_square_back_and_exponentiate_back(matrix: str) -> None:
    ar = balls()
    with ar.scope():
        A = ar.array(MATRICES[matrix])
        X, L = ar.sqrtm(A), ar.logm(A)
        assert contains_zero(X @ X - A)
        assert contains_zero(ar.expm(L) - A)
        off = 1 + arb(2) ** -150  # near miss
        assert not contains_zero(off * X @ X - A)
        assert not contains_zero(ar.expm(off * L) - A) or matrix == "identity"


@pytest.mark.parametrize("name", ["sqrtm", "expm", "logm"])
@pytest.mark.parametrize("r", [Q(1, 10**30), Q(1, 10**4)])
def test_wide_balls_enclose_every_matrix_inside(name: str, r: Q) -> None:
    ar, M = balls(), spd(3, 1)
    corners = [[[v + r * (-1) ** (i * j + k * (i + j)) for j, v in enumerate(row)] for i, row in enumerate(M)] for k in range(2)]
    with ar.scope():
        whole, narrow = ([[arb(0, s) + arb(v.numerator) / v.denominator for v in row] for row in M] for s in (float(2 * r), 0.0))
        X, point = (getattr(ar, name)(ar.array(A)) for A in (whole, narrow))
        for corner in corners:
            Y = getattr(ar, name)(ar.array(corner))
            assert all(x.contains(y) for x, y in zip(X.flat, Y.flat, strict=True))
            assert not any(x.overlaps(y) for x, y in zip(point.flat, Y.flat, strict=True))  # near miss: the midpoint alone
        assert radius(X) < 100 * float(r) * max(1, float(abs(max(X.flat, key=float))))


@pytest.mark.parametrize("root", [[[-1, 0], [0, -1]], [[1, 0], [0, -1]], [[0, 1], [1, 0]]])
def test_the_certificate_refuses_other_roots_of_the_identity(root: Any) -> None:
    with balls().scope():
        _ball_matrices._certify_right_half_plane(arb_mat([[1, 0], [0, 1]]))
        with pytest.raises(ZeroDivisionError):
            _ball_matrices._certify_right_half_plane(arb_mat(root))


def test_balls_too_wide_for_a_certificate_say_so() -> None:
    ar = balls()
    with ar.scope(), pytest.raises(ValueError, match=r"no certificate .* radius up to 0.5: raise the precision"):
        ar.sqrtm(ar.array([[arb(1, 0.5), 0], [0, 1]]))


def test_more_bits_certify_what_fewer_cannot() -> None:
    M = [[1, 1], [1, 1 + Q(1, 10**150)]]
    with balls(64).scope(), pytest.raises(ValueError, match="sqrtm"):
        balls(64).sqrtm(balls(64).array(M))
    with balls(1024).scope():
        assert radius(balls(1024).sqrtm(balls(1024).array(M))) < arb(2) ** -300


@pytest.mark.parametrize("ar", EVERY, ids=lambda ar: ar.name)
@pytest.mark.parametrize("name", ["sqrtm", "logm"])
@pytest.mark.parametrize("matrix", OUTSIDE)
def test_no_principal_value_is_an_error(ar: Any, name: str, matrix: str) -> None:
    M, value = OUTSIDE[matrix]
    what = {"sqrtm": "square root", "logm": "logarithm"}[name]
    with (
        ar.scope(),
        pytest.raises(ValueError, match=rf"{name}: eigenvalue {value}\S* on the closed negative axis: no principal {what}"),
    ):
        getattr(ar, name)(ar.array(M))


@pytest.mark.parametrize("ar", EVERY, ids=lambda ar: ar.name)
def test_a_matrix_must_be_square(ar: Any) -> None:
    with pytest.raises(ValueError, match=r"sqrtm: the matrix has shape \(1, 2\): it must be one square matrix"):
        ar.sqrtm(ar.array([[1, 2]]))


def test_a_matrix_must_be_finite() -> None:
    with pytest.raises(ValueError, match="logm: the matrix has an entry that is not a finite number"):
        float64().logm(np.array([[1.0, 0.0], [0.0, np.nan]]))


def test_global_precision_is_left_alone() -> None:
    before = mpmath.mp.prec, ctx.prec
    digits(90).logm(digits(90).array(spd(3, 1)))
    with balls(128).scope():
        balls(128).logm(balls(128).array(spd(3, 1)))
    assert (mpmath.mp.prec, ctx.prec) == before


@pytest.mark.parametrize("name", ["sqrtm", "expm", "logm"])
@pytest.mark.parametrize("matrix", [m for m in MATRICES if m != "nearly singular"])
def test_floats_agree_with_the_balls(matrix: str, name: str) -> None:
    with balls().scope():
        exact = balls().floats(getattr(balls(), name)(balls().array(MATRICES[matrix])))
    for ar in (float64(), torch_arithmetic()):
        error = abs(ar.floats(getattr(ar, name)(ar.array(MATRICES[matrix]))) - exact).max()
        condition = max(1, np.abs(np.array(MATRICES[matrix], dtype=float)).sum()) if name == "expm" else 1
        assert error <= 100 * 2.0**-53 * condition * max(abs(exact).max(), name == "logm")


@pytest.mark.parametrize("name", ["sqrtm", "expm", "logm"])
@pytest.mark.parametrize(
    "matrix", ["one", "a double eigenvalue", "not symmetric, S1 S0^-1", "not diagonalisable", "complex eigenvalues"]
)
def test_symbols_agree_with_digits(matrix: str, name: str) -> None:
    exact = getattr(digits(), name)(digits().array(MATRICES[matrix]))
    closed = getattr(symbols(), name)(symbols().array(MATRICES[matrix]))
    for s, v in zip(closed.flat, exact.flat, strict=True):
        assert abs(complex(sp.N(s - sp.Float(str(v), 60), 50))) < 1e-50


def test_symbols_square_back_for_all_entries() -> None:
    a, b, c = sp.symbols("a b c", positive=True)
    A = np.array([[a, b], [b, c]], dtype=object)
    X = symbols().sqrtm(A)
    assert all(sp.simplify(e) == 0 for e in (X @ X - A).flat)
    assert any(sp.simplify(e) != 0 for e in (X @ X.T - 2 * A).flat)  # near miss
    E, L = symbols().expm(symbols().logm(A[:1, :1])), symbols().logm(np.diag([a, c, b]))
    assert E[0, 0] == a and L[1, 1] == sp.log(c) and L[0, 1] == 0


@pytest.mark.parametrize(("name", "f"), [("sqrtm", sp.sqrt), ("expm", sp.exp), ("logm", sp.log)])
def test_symbols_take_diagonal_matrices_of_any_size(name: str, f: Any) -> None:
    a, b, c = sp.symbols("a b c", positive=True)
    assert (getattr(symbols(), name)(np.diag([a, b, c])) == np.diag([f(a), f(b), f(c)])).all()


def test_symbols_without_a_closed_form_say_so() -> None:
    with pytest.raises(ValueError, match="logm of a 3 x 3 matrix: symbols have a closed form for d <= 2 or diagonal; use digits"):
        symbols().logm(symbols().array(spd(3, 1)))


E = [[0.3, -0.2, 0.1], [0.7, 0.2, -0.4], [0.5, 0.6, 0.1]]
POINTS = {
    "double eigenvalue": [[2.0, 0, 0], [0, 2, 0], [0, 0, 5]],
    "symmetric": [[4.0, 1, 0], [1, 3, 0.5], [0, 0.5, 2]],
    "not symmetric": [[2.0, 1, 0], [0.5, 3, 0.25], [0, 0.125, 1]],
}


@pytest.mark.parametrize("name", ["sqrtm", "expm", "logm"])
@pytest.mark.parametrize("point", POINTS)
def test_torch_derivatives_are_those_of_the_digits(point: str, name: str) -> None:
    ar, h = digits(), Q(1, 10**18)
    A, B = np.vectorize(Q, otypes=[object])(POINTS[point]), np.vectorize(Q, otypes=[object])(E)
    minus, middle, plus = (getattr(ar, name)(ar.array(A + k * h * B)) for k in (-1, 0, 1))
    first = ar.floats((plus - minus) * ar.number(1 / (2 * h)))  # type: ignore[attr-defined]
    second = ar.floats((plus - 2 * middle + minus) * ar.number(1 / h**2))  # type: ignore[attr-defined]
    f = getattr(torch_arithmetic(), name)
    x, direction, zero = (torch.tensor(v, dtype=torch.float64) for v in (POINTS[point], E, 0.0))
    for jac in (torch.func.jacfwd, torch.func.jacrev):
        J = torch.einsum("ijkl,kl->ij", jac(f)(x), direction)
        assert abs(J.numpy() - first).max() < 1e-13 * abs(first).max()
    H = torch.func.jacfwd(torch.func.jacrev(lambda s: f(x + s * direction)))(zero)
    assert abs(H.numpy() - second).max() < 1e-12 * abs(second).max()


def test_the_derivative_of_commuting_matrices_is_a_near_miss() -> None:
    """d sqrt(A) = E A^-1/2 / 2 holds only where E commutes with A; the test above must be able to see the difference."""
    f = torch_arithmetic().sqrtm
    for point, commutes in (([[2.0, 0], [0, 2.0]], True), ([[2.0, 1], [1, 3.0]], False)):
        x, direction = (torch.tensor(v, dtype=torch.float64) for v in (point, [[0.3, -0.2], [0.7, 0.2]]))
        _, tangent = torch.func.jvp(f, (x,), (direction,))
        assert torch.allclose(tangent, direction @ torch.linalg.inv(f(x)) / 2, rtol=0, atol=1e-13) is commutes


def test_torch_in_single_precision() -> None:
    ar = torch_arithmetic(torch.float32)
    for name in ("sqrtm", "expm", "logm"):
        exact = getattr(float64(), name)(np.array(POINTS["symmetric"]))
        X = getattr(ar, name)(ar.array(POINTS["symmetric"]))
        assert X.dtype == torch.float32 and abs(X.numpy() - exact).max() < 1e2 * 2.0**-24 * abs(exact).max()
