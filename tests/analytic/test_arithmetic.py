"""The operations, one by one, in every arithmetic: against exact rationals or another library, and where a naive text fails."""

from fractions import Fraction as F
from typing import Any

import mpmath
import numpy as np
import pytest
import scipy.special
import torch

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance

MATRICES = [[[2, 1], [1, 3]], [[4, -1], [-1, 1]], [[1, 0], [0, F(1, 3)]]]
VECTORS = [[1, 2], [F(1, 2), -1], [0, 3], [5, 5]]
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


def floats(ar: Any, a: Any) -> Any:
    if ar.name == "symbols":
        return np.vectorize(float, otypes=[float])(np.asarray(a, dtype=object))
    return np.asarray(ar.floats(a if isinstance(a, torch.Tensor) else np.asarray(a)))


def test_solve_broadcasts_and_inverts(ar: Any) -> None:
    """A^-1 b times A is b again, for matrices and vectors of every pairing of batch shapes."""
    A, b = ar.array(MATRICES), ar.array(VECTORS)
    for M, v in ((A[0], b[0]), (A[0], b), (A, b[:3]), (A[:, None], b), (A[0], b.reshape(2, 2, 2)), (A[None], b[:, None])):
        x = ar.solve(M, v)
        back = ar.einsum("...ij,...j->...i", M, x)
        assert np.abs(floats(ar, back) - np.broadcast_to(floats(ar, v), back.shape)).max() <= 1e-14


def test_logdet(ar: Any) -> None:
    assert np.allclose(floats(ar, ar.logdet(ar.array(MATRICES))), np.log([5.0, 3.0, 1 / 3]), rtol=1e-15, atol=1e-15)


@numeric
def test_softmax_and_logsumexp_far_out(ar: Any) -> None:
    """exp(1000) overflows floats, exp(-1000) underflows: shifting by the largest entry is the arithmetic's business."""
    logits = [[1000, 999, -1000], [-3000, -3001, -5000], [0, 0, 0]]
    p, total = floats(ar, ar.softmax(ar.array(logits))), floats(ar, ar.logsumexp(ar.array(logits)))
    e = float(np.exp(-1.0))
    assert np.allclose(p, [[1 / (1 + e), e / (1 + e), 0], [1 / (1 + e), e / (1 + e), 0], [1 / 3] * 3], rtol=1e-15, atol=1e-300)
    assert np.allclose(total, [1000 + np.log1p(e), -3000 + np.log1p(e), np.log(3)], rtol=1e-15)


@numeric
def test_functions_against_mpmath(ar: Any) -> None:
    x = [F(1, 7), F(3, 2), 5]
    with mpmath.workdps(40):
        for name in ("exp", "expm1", "log", "sqrt", "sin", "cos", "erfc"):
            truth = [float(getattr(mpmath, name)(mpmath.mpf(v.numerator) / v.denominator)) for v in map(F, x)]
            assert np.allclose(floats(ar, getattr(ar, name)(ar.array(x))), truth, rtol=4e-15, atol=0), name
        inside = [F(-9, 10), F(1, 7), F(2, 3)]
        for name in ("atan", "acos"):
            truth = [float(getattr(mpmath, name)(mpmath.mpf(v.numerator) / v.denominator)) for v in inside]
            assert np.allclose(floats(ar, getattr(ar, name)(ar.array(inside))), truth, rtol=4e-15, atol=0), name
        truth = [float(mpmath.log(mpmath.ncdf(v))) for v in (-40, -8, 0, 3)]
    assert np.allclose(floats(ar, ar.log_ndtr(ar.array([-40, -8, 0, 3]))), truth, rtol=1e-13, atol=0)
    assert float(ar.pi()) == np.pi


@pytest.mark.parametrize("ar", ["digits", "balls"], indirect=True)
def test_precision_is_what_was_asked_for(ar: Any) -> None:
    """A float that slipped in anywhere would leave an error of 1e-17."""
    third = ar.array(F(1, 3))[()]
    gap = 3 * third - 1
    assert gap.contains(0) and float(gap.rad()) < 1e-75 if ar.name == "balls" else abs(gap) < 1e-58
    root = ar.sqrt(ar.array(2))
    square = root * root - 2
    assert square.contains(0) and float(square.rad()) < 1e-74 if ar.name == "balls" else abs(square) < 1e-58


def test_precision_is_not_global() -> None:
    """Digits of 30 and of 80 side by side, and what the user does with mpmath itself, do not disturb each other."""
    short, long = arithmetic.digits(30), arithmetic.digits(80)
    with mpmath.workdps(5):
        a, b = short.sqrt(short.array(2)), long.sqrt(long.array(2))
    assert 1e-32 < abs(a * a - 2) < 1e-28 or a * a == 2
    assert abs(b * b - 2) < 1e-78
    assert abs(F(str(b)) ** 2 - 2) < F(1, 10**78)


def test_balls_enclose_what_rounding_hides() -> None:
    ar = arithmetic.balls(53)
    with ar.scope():
        x = ar.array(F(1, 10))[()]
        total = sum([x] * 10, ar.array(0)[()])
        assert total.contains(1)
        assert total.rad() > 0
    assert sum([0.1] * 10) != 1.0


def product(rows: list[list[Any]], columns: list[list[Any]]) -> list[list[F]]:
    """sum_k rows_ik columns_jk: of rank at most their length."""
    return [[sum((F(a) * b for a, b in zip(r, c, strict=True)), F(0)) for c in columns] for r in rows]


def of_low_rank() -> list[list[list[F]]]:
    """B B^T and B C^T of every rank below d, d = 1 to 4, small fractions, most of them with a sum that rounds."""
    random, found = np.random.default_rng(0), []
    for d in (1, 2, 3, 4):
        for rank in range(d):
            for _ in range(4):
                B, C = (
                    [[F(int(random.integers(-3, 4)), int(random.integers(1, 7))) for _ in range(rank)] for _ in range(d)]
                    for _ in "BC"
                )
                found += [product(B, B), product(B, C)]
    return found


SINGULAR: list[Any] = [
    [[0]],
    [[1, 2], [2, 4]],
    [[0, 0], [0, 1]],
    [[0, 1], [0, 1]],  # no pivot in the first column, and no row without an entry
    [[1, 0, 0], [0, 0, 1], [0, 0, 1]],
    [[0, 0, 0], [0, 0, 0], [0, 0, F(1, 3)]],
    [[F(-4, 3), 7, 2], [-2, F(-21, 4), 3], [0, 3, 0]],  # column 3 is -3/2 of column 1: the last pivot is rounding of rounding
    [[0, 0, 1, 0], [0, 0, 0, 2], [1, 0, 0, 0], [0, 0, 0, 0]],
    *of_low_rank(),
]


def test_singular_matrices_are_named(ar: Any) -> None:
    for M in SINGULAR:
        with pytest.raises(SingularCovariance, match=r"singular here, to working precision: take 0 < t < 1"):
            print(M, ar.solve(ar.array(M), ar.array([1] * len(M))))


def test_what_is_not_singular_is_solved(ar: Any) -> None:
    """The near misses: zeros where the pivots were looked for, scales far apart, the last pivot 2^-40 of its column."""
    tiny = F(1, 2 ** (40 if ar.name == "torch" else 400))  # torch judges a pivot by the largest entry of the matrix
    small = F(1, 2**40)
    for M in (
        [[0, 1], [1, 0]],
        [[0, 0, 1], [0, 1, 0], [1, 0, 0]],
        [[1, 0], [0, tiny]],
        [[tiny, 0], [0, 1]],
        [[1, 1], [1, 1 + small]],
    ):
        A = ar.array(M)
        x = ar.solve(A, ar.array([1] * len(M)))
        off = np.abs(floats(ar, ar.einsum("ij,j->i", A, x)) - 1)
        bound = 3 * len(M) * 2.0**-53 * (np.abs(floats(ar, A)) @ np.abs(floats(ar, x)) + 1)  # Higham 2002, Theorem 9.4, |L| <= 1
        assert (off <= bound).all(), f"{M}: {off}, bound {bound}"


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_torch_keeps_its_type(dtype: Any) -> None:
    ar = arithmetic.torch(dtype)
    A, b = ar.array(MATRICES), ar.array(VECTORS[:3])
    for a in (ar.solve(A, b), ar.logdet(A), ar.softmax(b), ar.logsumexp(b), ar.eye(2), ar.pi(), ar.exp(b)):
        assert a.dtype == dtype
    truth = np.linalg.solve(np.array(MATRICES, dtype=float), np.array(VECTORS[:3], dtype=float)[..., None])[..., 0]
    assert np.abs(ar.solve(A, b).double().numpy() - truth).max() <= (1e-6 if dtype == torch.float32 else 0.1)


def test_array_takes_the_arithmetics_own_numbers(ar: Any) -> None:
    """What an operation returns goes in again unchanged: no second rounding, no error."""
    a = ar.array([F(1, 3), 2])
    again = ar.array(a)
    assert all(bool(p == q) or (ar.name == "balls" and p.overlaps(q)) for p, q in zip(a, again, strict=True))
    inner = ar.array([a[0], a[1]] if ar.name != "torch" else a)
    assert inner.shape == (2,)


def test_log_ndtr_agrees_with_scipy_where_both_are_good() -> None:
    x = np.linspace(-30, 8, 400)
    assert np.allclose(arithmetic.torch().log_ndtr(torch.tensor(x)).numpy(), scipy.special.log_ndtr(x), rtol=1e-12, atol=0)
