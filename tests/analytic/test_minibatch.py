"""Batches on a line: a coin by hand, the copula of batches of two, and the comonotone coupling of large ones."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, minibatch

W, V = [F(1, 2), F(1, 3), F(1, 6)], [F(1, 7), F(2, 7), F(4, 7)]


def test_batches_of_two_couple_by_the_copula_of_farlie_gumbel_and_morgenstern(ar: Any) -> None:
    """w_i v_j (1 + e_i g_j), e and g the sums of the weights below and up to a point, less one."""
    exact = ar.name in ("symbols", "digits", "balls")
    w, v = (x if exact else [float(e) for e in x] for x in (W, V))
    found = np.vectorize(float)(np.asarray(minibatch.coupling(ar, w, v, 2)))
    e, g = (np.cumsum(x) + np.cumsum(x) - np.array(x) - 1 for x in (np.array(W, dtype=float), np.array(V, dtype=float)))
    assert_allclose(found, np.outer(np.array(W, dtype=float), np.array(V, dtype=float)) * (1 + np.outer(e, g)), atol=1e-15)


def test_marginals_are_kept_and_large_batches_are_sorted() -> None:
    ar = arithmetic.float64()
    w, v = [0.25, 0.75], [0.5, 0.5]
    for n in (1, 3, 40):
        P = minibatch.coupling(ar, w, v, n)
        assert_allclose([*P.sum(1), *P.sum(0)], [*w, *v], atol=1e-12)
    assert_allclose(minibatch.coupling(ar, w, v, 1), np.outer(w, v))
    assert abs(minibatch.coupling(ar, w, v, 40) - [[0.25, 0], [0.25, 0.5]]).max() < 0.01
    with pytest.raises(ValueError, match="n = 0"):
        minibatch.coupling(ar, w, v, 0)
