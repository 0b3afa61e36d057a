"""Batches of coins, paired by hand."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import pytest

from analytic import arithmetic
from verify.routes.every_batch import drawn

AR = arithmetic.symbols()


def coins(n: int) -> Any:
    half = AR.array([F(1, 2), F(1, 2)])
    return SimpleNamespace(ar=AR, x0=[0, 1], x1=[0, 1], w0=half, w1=half, n=n)


@pytest.mark.parametrize(("n", "alike"), [(1, F(1, 2)), (2, F(5, 8))])
def test_two_coins_are_paired_alike_where_they_can_be(n: int, alike: F) -> None:
    """n = 2: of the 16 batches 6 are alike throughout, 8 by one half, 2 not at all: (6 + 4)/16."""
    P = drawn(coins(n))
    assert P.tolist() == AR.array([[alike / 2, (1 - alike) / 2], [(1 - alike) / 2, alike / 2]]).tolist()


def test_the_nearest_may_serve_twice() -> None:
    """Alike unless both of the other end differ: 1 - 1/4."""
    P = drawn(coins(2), near=True)
    assert P[0, 0] + P[1, 1] == AR.array(F(3, 4))
