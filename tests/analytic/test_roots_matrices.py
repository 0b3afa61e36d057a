"""Matrix roots and logarithms on random matrices, nearly singular ones too: within the bound of their own equation, or an error.

|X^2 - A| <= n moves X by no more than b n, b = |(E -> X E + E X)^-1|; |exp L - A| <= n moves L by no more than |(d exp(L))^-1| n.
"""

from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import torch

from analytic._eigenvalues import eigenvalues
from analytic.arithmetic import _ball_matrices, _roots, _torch_roots, balls, digits, float64
from analytic.arithmetic import torch as torch_arithmetic

EXACT, SINGLE = balls(), torch_arithmetic(torch.float32)
UNITS = [(float64(), 2.0**-52), (torch_arithmetic(), 2.0**-52), (SINGLE, 2.0**-23)]
EACH = {"sqrtm": 167, "logm": 30}  # matrices in each of the three


def matrix(random: Any, u: float) -> Any:
    """Symmetric, or S1 S0^-1; eigenvalues down to 1e-14 (1e-5) of the largest; of any size. In numbers of that unit."""
    d = int(random.integers(1, 5))
    most, size = (14, 8) if u < 1e-10 else (5, 3)

    def spd(least: float) -> Any:
        R = np.linalg.qr(random.standard_normal((d, d)))[0]
        return (R * 10.0 ** -random.uniform(0, least, d)) @ R.T

    A = spd(most * random.random()) if random.random() < 0.7 else spd(1) @ np.linalg.inv(spd(1))
    return (A * 10.0 ** random.uniform(-size, size)).astype(np.float32 if u > 1e-10 else float).astype(float)


def linear_map(f: Any, d: int) -> Any:
    """The matrix of f, linear on (d, d) matrices."""
    return np.array([f(E).ravel() for E in np.eye(d * d).reshape(-1, d, d)]).T


def bound(name: str, A: Any, X: Any, u: float) -> float:
    """What the equation's allowance, 8 d u |X|^2 and for L four times 1 + |L| of it, and a last place of A move the answer by."""
    d, own = len(A), u * np.linalg.norm(X)
    if name == "sqrtm":
        slope, half, factor = linear_map(lambda E: X @ E + E @ X, d), X, 1.0
    else:
        slope, half = linear_map(lambda E: scipy.linalg.expm_frechet(X, E, compute_expm=False), d), scipy.linalg.expm(X / 2)
        factor = 4 * (1 + np.linalg.norm(X))
    allowed = 8 * d * u * np.linalg.norm(half) ** 2 * factor + u * np.linalg.norm(A)
    return float(np.linalg.norm(np.linalg.inv(slope), 2) * allowed + own)


@pytest.mark.parametrize("name", ["sqrtm", "logm"])
def test_within_the_bound_of_its_equation_or_an_error(name: str) -> None:
    random, refused = np.random.default_rng(11), 0
    for ar, u in UNITS:
        for _ in range(EACH[name]):
            A = matrix(random, u)
            try:
                X = np.asarray(getattr(ar, name)(ar.array(A.tolist())), dtype=float)
            except ValueError:
                refused += 1
                continue
            with EXACT.scope():
                exact = EXACT.floats(getattr(EXACT, name)(EXACT.array([[Q(v) for v in row] for row in A.tolist()])))
            assert np.linalg.norm(X - exact) <= bound(name, A, exact, u), (ar.name, u, A.tolist())
            assert np.linalg.norm(1.001 * X - exact) > 1e-4 * np.linalg.norm(exact)  # near miss
    assert refused <= 3 * EACH[name] // 10


@pytest.mark.parametrize("k", [12, 30, 50])
def test_digits_keep_their_place_near_a_singular_matrix(k: int) -> None:
    """mpmath alone leaves 1e-41 of X^2 - A in 60 digits where the least eigenvalue is 1e-30. The bound is u/|root|."""
    A, ar, wide = [[1, 1], [1, 1 + Q(1, 10**k)]], digits(), digits(150)
    X, exact = ar.sqrtm(ar.array(A)), wide.sqrtm(wide.array(A))
    assert max(float(abs(v)) for v in (X - exact).flat) < 1e-58 * 10 ** (k / 2)


def test_a_wrong_root_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same iterations, stopped early or slightly off."""
    root = scipy.linalg.sqrtm
    monkeypatch.setattr(scipy.linalg, "sqrtm", lambda M: (1 + 1e-12) * root(M))
    monkeypatch.setattr(_torch_roots, "range", lambda n: range(min(n, 1)), raising=False)
    monkeypatch.setattr(_ball_matrices, "_approximate_root", lambda M: M)
    for ar in (float64(), torch_arithmetic(), balls()):
        with ar.scope(), pytest.raises(ValueError, match=r"sqrtm: no (square root found: its equation is missed by|certificate)"):
            ar.sqrtm(ar.array([[4, 1], [1, 3]]))


def test_a_wrong_logarithm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    x, w = np.polynomial.legendre.leggauss(4)
    monkeypatch.setattr(_roots, "NODES", (x, w))
    for ar in (float64(), torch_arithmetic()):
        with pytest.raises(ValueError, match="logm: no logarithm found: its equation is missed by"):
            ar.logm(ar.array([[4.0, 1.0], [1.0, 3.0]]))


@pytest.mark.parametrize("name", ["sqrtm", "logm"])
def test_digits_refuse_what_mpmath_gets_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ar = digits(30)
    context = type(ar.pi().context)
    monkeypatch.setattr(context, name, (lambda f: lambda self, M: f(self, M) * (1 + self.mpf(10) ** -20))(getattr(context, name)))
    with pytest.raises(ValueError, match=f"{name}: no .* found: its equation is missed by"):
        getattr(ar, name)(ar.array([[4, 1], [1, 3]]))


def test_a_wrong_eigenvalue_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    eig, T = scipy.linalg.eig, np.array([[4.0, 1.0], [1.0, 3.0]])
    assert sorted(v.real for v, _ in eigenvalues(T)) == pytest.approx(np.linalg.eigvalsh(T), rel=1e-14)
    monkeypatch.setattr(scipy.linalg, "eig", lambda *a, **k: (lambda v, left, right: (v + 1e-12, left, right))(*eig(*a, **k)))
    with pytest.raises(ValueError, match=r"an eigenvalue misses its equation by 1e-12, rounding explains"):
        eigenvalues(T)
