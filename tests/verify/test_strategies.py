"""The public strategies keep what they promise, exactly."""

from fractions import Fraction as F
from typing import Any

import pytest
import sympy as sp
from hypothesis import find, given, settings
from hypothesis import strategies as st

from analytic import arithmetic, gaussian, mixture
from analytic._least import least_pivot
from verify import strategies as s

quick = settings(max_examples=25, deadline=None)


def definite(A: Any) -> bool:
    import numpy as np

    M = np.array([[F(e) for e in row] for row in A], dtype=object)
    return bool((M == M.T).all()) and least_pivot(M) > 0


def spectrum(A: Any) -> dict[Any, int]:
    return sp.Matrix([[sp.Rational(F(e).numerator, F(e).denominator) for e in row] for row in A]).eigenvals()  # type: ignore[no-any-return]


@quick
@given(st.integers(1, 3).flatmap(s.spd))
def test_spd_is_symmetric_positive_definite(A: Any) -> None:
    assert definite(A)


@quick
@given(st.data())
def test_condition_and_multiplicity_are_exact(data: Any) -> None:
    values = spectrum(data.draw(s.spd(3, condition=100)))
    assert max(values) / min(values) == 100
    values = spectrum(data.draw(s.spd(3, multiplicity=2)))
    assert values[min(values)] == 2 and len(values) == 2
    assert list(spectrum(data.draw(s.spd(2, condition=1))).values()) == [2]
    values = spectrum(data.draw(s.spd(2, near_singular=True)))
    assert min(values) == sp.Rational(1, 2**20) and max(values) >= 1


def test_what_cannot_be_had_is_refused() -> None:
    for options in (
        {"condition": 1, "multiplicity": 1},
        {"condition": F(1, 2)},
        {"multiplicity": 3},
        {"condition": 5, "near_singular": True},
    ):
        with pytest.raises(ValueError, match="multiplicity"):
            find(s.spd(2, **options), lambda _: True)
    with pytest.raises(ValueError, match="numbers commute"):
        s.non_commuting_pair(1)


@quick
@given(s.commuting_pair(3), s.non_commuting_pair(2), s.non_commuting_pair(3))
def test_pairs_commute_or_not(same: Any, two: Any, three: Any) -> None:
    assert s.product(*same) == s.product(*same[::-1]) and all(map(definite, same))
    for pair in (two, three):
        assert s.product(*pair) != s.product(*pair[::-1]) and all(map(definite, pair))


@quick
@given(st.data(), st.integers(1, 3), st.integers(1, 3))
def test_laws_pass_the_door_and_floats_take_them_unrounded(data: Any, d: int, K: int) -> None:
    p = data.draw(s.mixtures(d, K))
    q = data.draw(s.pairs(d))
    assert sum(p["weights"]) == 1 and min(p["weights"]) > 0
    with arithmetic.balls().scope():
        mixture.mixture(arithmetic.balls(), **p)
        gaussian.independent(arithmetic.balls(), **q)
    numbers = [*p["weights"], *(e for C in p["covs"] for row in C for e in row), *(e for m in p["means"] for e in m)]
    assert all(F(float(e)) == e for e in numbers)


@quick
@given(s.times(), s.times(ends=False), s.points(2), s.far_tails(2))
def test_times_and_points(t: Any, inner: Any, x: Any, far: Any) -> None:
    assert 0 <= t <= 1 and 0 < inner < 1
    assert len(x) == 2 and max(map(abs, x)) <= 4
    assert 40 <= max(map(abs, far)) <= 4000
    assert all(isinstance(c, (int, F)) for c in (t, inner, *x, *far))


@quick
@given(s.regimes("mixture", 2, 2))
def test_a_drawn_regime_can_be_looked_at(r: Any) -> None:
    from verify import as_derivation
    from verify.derivations.judging.compare import compare

    assert compare(as_derivation(lambda law, t, x: mixture.drift(law, t, x), "velocity"), r).agree == 1
