"""Residuals of orthogonal columns: zero for what is right, and not for what is wrong."""

from dataclasses import replace
from fractions import Fraction as F

import numpy as np
from numpy.testing import assert_allclose

from analytic.arithmetic import Array, Law, float64
from verify.claim import Case, cases
from verify.regimes.causes import APART_PAIR
from verify.regimes.turned_maps import EFFECT, INVERSES, TURNED
from verify.residuals import columns

AR = float64()


def case(regime: object) -> Case:
    return cases(regime, AR)[0]  # type: ignore[arg-type]


def test_a_map_makes_its_covariance() -> None:
    for regime in TURNED:
        assert_allclose(columns.makes(lambda law: law.T @ law.T.T, case(regime)), 0, atol=1e-12)
        assert abs(columns.makes(lambda law: law.T.T @ law.T, case(regime))).max() > 0.1


def test_columns_that_are_not_orthogonal_are_told() -> None:
    at = case(TURNED[0])
    bent = replace(at, law=replace(at.law, T=at.law.T + np.array([[0, 1], [0, 0]])))
    found = columns.makes(lambda law: law.T @ law.T.T, bent)
    assert_allclose(found[:2], 0, atol=1e-12)
    assert abs(found[2:]).max() > 0.1


def test_half_way_the_velocity_has_no_penalty_and_elsewhere_it_has() -> None:
    def whole(law: Law, t: Array) -> Array:
        return law.S1

    half, third = (case(replace(INVERSES[0], times=(t,), takes="t")) for t in (F(1, 2), F(1, 3)))
    assert_allclose(columns.at_the_end(whole, half), 0, atol=1e-12)
    assert abs(columns.at_the_end(whole, third)[2:]).max() > 0.1
    assert_allclose(columns.at_the_end(whole, case(replace(APART_PAIR, times=(F(1, 3),), takes="t"))), 0, atol=1e-12)


def test_a_principal_axis_answers() -> None:
    golden = (1 + 5**0.5) / 2
    for s, right in ((golden, True), (1 - golden, True), (1.0, False)):
        found = abs(columns.answers(lambda law, s=s: np.array(s), case(EFFECT[0]))).max()
        assert (found < 1e-12) == right
