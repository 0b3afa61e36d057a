"""What the regimes of symbols can see: each proof says for which parameters, and the regimes differ in what they show."""

from itertools import combinations
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic, mixture
from verify.claim import Outcome, Test
from verify.claims.causality_delta.cd_4_6p_typed_order import typed_order
from verify.evidence import decide
from verify.evidence.symbols import slope
from verify.regimes import SYMBOLIC_MIXTURES, symbolic_plane
from verify.regimes.manifolds import quick, symbolic_quadratic
from verify.routes import conditional

ALONG_X = Test("symbols", conditional.drift, (), {"along": "x"})


def test_the_order_of_factors_shows_where_responsibilities_and_covariances_are() -> None:
    """Of Eq. (4): on a line factors commute, with one component there is no second term."""
    seen = [decide(ALONG_X, typed_order, regime, 0) for regime in SYMBOLIC_MIXTURES]
    assert [found.outcome for found in seen] == [Outcome.HOLDS, Outcome.HOLDS, Outcome.REFUTED]
    assert "C1" not in seen[-1].witness and "m1_0 = " in seen[-1].witness
    found = decide(ALONG_X, mixture.jacobian, symbolic_plane(), 0)
    assert (found.outcome, found.scope) == (
        Outcome.HOLDS,
        "for all weights, data means, t and x, d=2, K=2, three given covariances that do not commute (4 entries)",
    )


def test_no_two_of_the_given_covariances_commute() -> None:
    mix = symbolic_plane().law(arithmetic.symbols())
    given = [np.asarray(S) for S in (mix.S0, *mix.C)]
    assert len(given) == 3 and all((A @ B != B @ A).any() for A, B in combinations(given, 2))


@pytest.mark.parametrize(("d", "path"), [(1, None), (2, None), (1, quick)])
def test_a_quadratic_says_its_dimension_and_its_path(d: int, path: object) -> None:
    about = symbolic_quadratic(d, path).about
    assert f"d={d}" in about and ("quick" in about) == (path is quick)


def test_one_entry_is_not_entries() -> None:
    found = decide(Test("symbols", mixture.log_density, (), {"along": "x"}), mixture.score, SYMBOLIC_MIXTURES[0], 0)
    assert found.scope == "for all parameters, d=1, K=2 (1 entry)"


X, Y = sp.symbols("x y", positive=True)
SHARED = sp.exp(-X * Y) + sp.sqrt(1 + X**2)


@pytest.mark.parametrize(
    "e",
    [
        sp.Integer(3),
        Y,
        SHARED / (1 + SHARED),
        sp.log(SHARED) * SHARED**3 - Y / X,
        X**Y + Y**X,
        sp.sin(X * SHARED) * sp.atan2(X, Y),
        sp.erf(X / 3) * sp.Max(X, 2),
    ],
)
def test_a_slope_is_that_of_the_text_books(e: Any) -> None:
    """By difference quotients in 60 digits, and a wrong one is seen."""
    f = sp.lambdify((X, Y), e, "mpmath")
    with mpmath.workdps(60):
        x, y = mpmath.mpf(7) / 5, mpmath.mpf(3) / 4
        expected = mpmath.diff(lambda x: f(x, y), x)
        found = mpmath.mpf(sp.N(slope(X, e).subs({X: sp.Rational(7, 5), Y: sp.Rational(3, 4)}), 60))
        assert abs(found - expected) < mpmath.mpf(10) ** -20
