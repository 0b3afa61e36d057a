"""What is planted wrong is refused: enclosures that are none, matrices that rounding has made, blocks in another order."""

from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
from flint import arb, arb_mat

from analytic import arithmetic, gaussian, mixture
from analytic.arithmetic import SingularCovariance, _ball_matrices, _pencil, balls, digits, float64


@pytest.fixture
def approximate(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Plant an approximation of the root, as (d, d) numbers of two decimals."""

    def plant(X: list[list[int]]) -> None:
        monkeypatch.setattr(_ball_matrices, "_approximate_root", lambda A: arb_mat([[arb(v) / 100 for v in row] for row in X]))

    return plant


@pytest.mark.parametrize(("hundredths", "certified"), [(72, True), (70, False), (141, True), (10000, True), (1, False)])
def test_a_root_is_certified_where_it_is_a_contraction_and_nowhere_else(approximate: Any, hundredths: int, certified: bool) -> None:
    """Of A = 1, from X: 4 b^2 |R| = |1 - X^2|/X^2 < 1, b = 1/(2 X), means X^2 > 1/2; what is certified holds the root."""
    approximate([[hundredths]])
    with balls().scope():
        if certified:
            assert balls().sqrtm(balls().array([[1]]))[0, 0].contains(1)
        else:
            with pytest.raises(ValueError, match="no certificate"):
                balls().sqrtm(balls().array([[1]]))


def test_an_approximation_of_another_matrix_is_certified_for_neither(approximate: Any) -> None:
    approximate([[120, 60], [-60, 120]])  # of [[1.08, 1.44], [-1.44, 1.08]]
    with balls().scope(), pytest.raises(ValueError, match="no certificate"):
        balls().sqrtm(balls().array([[4, 0], [0, 1]]))
    approximate([[-200, 0], [0, -100]])  # a root, not the principal one
    with balls().scope(), pytest.raises(ValueError, match="no certificate"):
        balls().sqrtm(balls().array([[4, 0], [0, 1]]))
    approximate([[190, 5], [-5, 110]])
    with balls().scope():
        X = balls().sqrtm(balls().array([[4, 0], [0, 1]]))
        assert X[0, 0].contains(2) and X[1, 1].contains(1) and X[0, 1].contains(0) and X[1, 0].contains(0)


def test_norms_and_radii_are_rounded_up() -> None:
    with balls().scope():
        norm = _ball_matrices._norm(arb_mat([[1, 1]]))
        with balls(600).scope():
            assert norm**2 > 2
        assert _ball_matrices._norm(arb_mat([[arb(-1, 0.5), 0]])) >= 1.5
        wide = _ball_matrices._widen(arb_mat([[1]]), arb(2, 0.5))[0, 0]
        assert wide.contains(arb(3.5)) and wide.contains(arb(-1.5)) and not wide.contains(3.6)


@pytest.mark.parametrize(
    ("S", "definite"),
    [
        ([[2, 1], [1, 2]], True),
        ([[1, 2], [2, 1]], False),
        ([[0, 1], [1, 2]], False),
        ([[4, 2, 0], [2, 2, 1], [0, 1, 1]], False),
        ([[4, 2, 0], [2, 2, 1], [0, 1, 2]], True),
    ],
)
def test_pivots_tell_what_is_definite(S: Any, definite: bool) -> None:
    with balls().scope():
        assert _ball_matrices._definite([[arb(v) for v in row] for row in S]) is definite
        wide = [[arb(v, 3) for v in row] for row in S]
        assert not _ball_matrices._definite(wide)


def line(a: Any, b: Any, width: float = 0.0) -> tuple[Any, Any]:
    """y -> a y - b, b a ball of this width, and its slope."""
    return lambda y: [a * y, 0 * y - arb(b, width)], lambda y: a + 0 * y


@pytest.mark.parametrize("b", [0, 1, Q(1, 3)])
def test_the_root_of_an_increasing_function_is_enclosed_tightly(b: Any) -> None:
    """At an end of its bracket, at a number of few bits where the function vanishes, and elsewhere."""
    ar = balls()
    with ar.scope():
        third = ar.array(b)[()]
        lo, hi = ar.array([[0, -1]]), ar.array([[2, 3]])
        (y,) = ar.root(lambda y: [2 * y, 0 * y - 2 * third], lambda y: 2 + 0 * y, lo, hi)
        assert y.overlaps(third) and y.rad() < arb(2) ** -240


@pytest.mark.parametrize("z", [-(10**9), -(10**6), -30, 0, 7])
def test_the_logarithm_of_a_far_tail_is_enclosed_tightly(z: int) -> None:
    """Of a point, and of a ball whose erfc has no lower bound that a float of 30 bits could say."""
    exact = digits(120).log_ndtr(digits(120).array([z]))[0]
    with balls().scope():
        point, ball = balls().log_ndtr(np.array([arb(z), arb(z, 1e-40)], dtype=object))
    with balls(500).scope():
        for enclosed, width in ((point, 0), (ball, 1e-40 * (abs(z) + 2))):
            assert enclosed.contains(arb(str(exact)).mid()) and enclosed.rad() < 4 * width + 1e-75 * (1 + z * z)
            assert not (enclosed + 3 * enclosed.rad()).contains(arb(str(exact)).mid())  # near miss


def test_a_root_that_cannot_be_enclosed_is_somewhere_in_the_whole_bracket() -> None:
    """What is given then holds the least end with its radius and the largest end with its own."""
    ar = balls()
    with ar.scope():
        f, df = line(1, 0, 5.0)  # never of a certain sign in [-1, 2]
        lo, hi = np.array([[arb(-1, 0.5), arb(0)]], dtype=object), np.array([[arb(2, 0.25), arb(1)]], dtype=object)
        (y,) = ar.root(f, df, lo, hi)
        assert y.contains(arb(-1.5)) and y.contains(arb(2.25)) and not y.contains(arb(-1.6)) and not y.contains(arb(2.4))


TURN = [[0, -2, 1], [1, 1, 0], [Q(1, 3), 0, 2]]  # T = neither symmetric nor orthogonal


@pytest.mark.parametrize("map", [TURN, [[1, 2], [0, 1]]], ids=["turned", "sheared"])
@pytest.mark.parametrize("ar", [digits(), balls()], ids=lambda ar: ar.name)
def test_a_singular_joint_covariance_is_decided_exactly(ar: Any, map: Any) -> None:
    """x1 = T x0: the joint covariance [[I, T^T], [T, T T^T]] is singular; with T T^T less by 1e-40 there is none."""
    T, d = np.array(map, dtype=object), len(map)
    S1, I = T @ T.T, np.eye(d, dtype=int)
    for less, refused in ((0, False), (Q(1, 10**40), True)):
        given = {"mean0": [0] * d, "cov0": I.tolist(), "mean1": [0] * d, "cov1": (S1 - less * I).tolist(), "cross": T.T.tolist()}
        with ar.scope():
            if refused:
                with pytest.raises(ValueError, match="no joint law has this cross-covariance"):
                    gaussian.joint(ar, **given)
            else:
                gaussian.joint(ar, **given)
        with ar.scope(), pytest.raises(ValueError, match="no joint law has this cross-covariance"):
            gaussian.joint(ar, **given | {"cross": map})


@pytest.mark.parametrize(("least", "refused"), [(1e-17, True), (1.4e-16, True), (1.6e-16, False)])
def test_a_covariance_singular_to_rounding_is_refused(least: float, refused: bool) -> None:
    """In the basis where S0/2 + C is I the eigenvalues of C are 2/3 and twice the least: below 2^-51 2/3 it is rounding."""
    mix = mixture.mixture(float64(), [1.0], [[0.0, 0.0]], [[[1.0, 0.0], [0.0, least]]])
    for t, x in ((1.0, [[0.1, 0.0]]), ([1.0, 0.5], [[0.1, 0.0], [0.0, 0.0]])):
        if refused:
            with pytest.raises(SingularCovariance):
                mixture.drift(mix, t, x)
        else:
            assert np.isfinite(mixture.drift(mix, t, x)).all()


@pytest.mark.parametrize("unit", [2.0**-52])
@pytest.mark.parametrize("name", ["sqrtm", "logm"])
def test_an_eigenvalue_within_rounding_of_zero_has_no_root(name: str, unit: float) -> None:
    """Up to d 2^-52 |A|, d = 2."""
    for ar in (float64(), arithmetic.torch()):
        f = getattr(ar, name)
        with pytest.raises(ValueError, match="on the closed negative axis"):
            f(ar.array([[1.0, 0.0], [0.0, 1.9 * unit]]))
        f(ar.array([[1.0, 0.0], [0.0, 2.1 * unit]]))


def grown(d: int, s: Any) -> list[list[Any]]:
    """A = L U, L = I less the ones below its diagonal, so |L^-1| reaches 2^(d - 2); U = I but for its last column 1, ..., 1, s."""
    L = np.eye(d, dtype=object) - np.tril(np.ones((d, d), dtype=int), -1)
    U = np.eye(d, dtype=object)
    U[:, -1] = [1] * (d - 1) + [s]
    return [list(row) for row in L @ U]


@pytest.mark.parametrize(
    ("ar", "bits"), [(float64(), 52), (arithmetic.torch(), 52), (digits(60), 202)], ids=["float64", "torch", "digits"]
)
def test_what_elimination_makes_of_rounding_is_no_pivot(ar: Any, bits: int) -> None:
    """|L^-1| |L| |U| |U^-1| counts: s = 2^22 u would be a pivot but for the growth of L^-1, s = 2^42 u is one."""
    d = 20
    for up, refused in ((22, True), (42, False)):
        s = Q(1, 2 ** (bits - up))
        A = grown(d, s if ar.name == "digits" else float(s))
        A, b = ar.array(A), ar.array([0] * (d - 1) + [1])
        if refused:
            with pytest.raises(SingularCovariance):
                ar.solve(A, b)
        else:
            assert float(abs(ar.floats(ar.einsum("ij,j->i", A, ar.solve(A, b)) - b)).max()) < 1e-3


@pytest.mark.parametrize(("d", "p", "per"), [(2, 7, 1), (8, 7, 2), (9, 5, 1), (9, 6, 3), (8, 3, 4)])
def test_blends_in_pieces_are_the_whole(monkeypatch: pytest.MonkeyPatch, d: int, p: int, per: int) -> None:
    """sum_p c_np M_pij, `per` matrices at a time."""
    random, n = np.random.default_rng(0), 3
    c, M = random.standard_normal((n, p)), random.standard_normal((p, d, d))
    monkeypatch.setattr(_pencil, "ONE_THREAD", per * n * d)
    np.testing.assert_allclose(_pencil._blend(c, _pencil._rows(M)), np.einsum("np,pij->nij", c, M), rtol=1e-13, atol=1e-13)
