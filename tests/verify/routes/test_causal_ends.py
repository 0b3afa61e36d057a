"""Where masked and clamped flows end, against quadratures of two variables."""

from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb

from tests.verify.routes.truth import encloses
from verify.routes import causal_ends


def pair(r: Any) -> Any:
    return np.array([[arb(1), arb(r)], [arb(r), arb(1)]], dtype=object)


def quadrature(r: Any, path: Any) -> Any:
    """int A_21 path (det S_1/det S_t)^(1/4) dt, A_21 = r t (1 - t)/det S_t."""
    q = lambda t: (1 - t) ** 2 + t**2  # noqa: E731
    det = lambda t: q(t) ** 2 - r**2 * t**4  # noqa: E731
    return mpmath.quad(lambda t: r * t * (1 - t) / det(t) * path(t) * (det(1) / det(t)) ** mpmath.mpf("0.25"), [0, 0.5, 1])


@pytest.mark.parametrize("r", [0.5, -0.75])
def test_two_variables(r: float) -> None:
    M, C = causal_ends.masked(pair(r), [[0], [0, 1]]), causal_ends.clamped(pair(r), 0)
    own = (1 - mpmath.mpf(r) ** 2) ** mpmath.mpf("0.25")
    assert encloses(M[0, 0], 1) and encloses(M[0, 1], 0) and encloses(M[1, 1], own)
    assert encloses(M[1, 0], quadrature(r, lambda t: mpmath.sqrt((1 - t) ** 2 + t**2)))
    assert encloses(C[1, 1], own) and encloses(C[1, 0], quadrature(r, lambda t: 1 - t))
    assert encloses(C[1, 2], quadrature(r, lambda t: t))
    assert not encloses(C[1, 2], quadrature(r, lambda t: 1 - t))
    assert max(float(e.rad()) for e in (*M.flat, *C.flat)) < 1e-6


def test_without_a_mask_it_is_the_symmetric_root() -> None:
    S = np.array([[arb(2), arb(1)], [arb(1), arb(3)]], dtype=object)
    M = causal_ends.masked(S, [[0, 1], [0, 1]])
    root = mpmath.sqrtm(mpmath.matrix([[2, 1], [1, 3]]))
    assert all(encloses(M[i, j], root[i, j]) for i in range(2) for j in range(2))
