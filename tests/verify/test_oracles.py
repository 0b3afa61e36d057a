"""The references themselves: known integrals, bounds on both sides, limits with and without a pole."""

from dataclasses import replace
from fractions import Fraction as F

import pytest

from analytic import arithmetic, mixture
from verify.claim import Outcome, Test, cases
from verify.evidence import decide
from verify.regimes import LINE, NARROWING, PAIR
from verify.routes import conditional, line_moments

ENDS = replace(PAIR, times=(F(0), F(1)))


def test_quadrature_encloses_the_density_and_mean_of_one_gaussian():
    ar = arithmetic.balls(128)
    with ar.scope():
        for case in cases(NARROWING, ar):
            S = 3 * (1 - case.t) * (1 - case.t) + case.t * case.t
            for x, p in zip(case.x[:, 0], line_moments.moment(case.law, case.t, case.x, 0), strict=True):
                assert p.overlaps(ar.exp(-x * x / (2 * S)) / ar.sqrt(2 * ar.pi() * S)) and p.rad() < 1e-30


def test_the_most_likely_ends_meet_the_condition():
    ar = arithmetic.balls(128)
    with ar.scope():
        for case in cases(LINE, ar):
            x0, x1, _ = conditional.ends(case.law, case.t, case.x)
            assert all(e.contains(0) for e in ((1 - case.t) * x0 + case.t * x1 - case.x[:, None]).flat)


@pytest.mark.parametrize(
    ("g", "outcome"),
    [
        (lambda law, t, x: x + t * (1 - t), Outcome.HOLDS),
        (lambda law, t, x: x + law.ar.array(1) / 10**15, Outcome.REFUTED),
        (lambda law, t, x: x / (t * (1 - t)), Outcome.REFUTED),
        (lambda law, t, x: x + law.ar.sqrt(t * (1 - t)), Outcome.REFUTED),
    ],
)
def test_a_limit_is_told_from_an_offset_a_pole_and_a_root(g, outcome):
    assert decide(Test("limit", g, (ENDS,)), lambda law, t, x: x, ENDS, 0).outcome is outcome


def test_a_limit_inside_is_an_error():
    with pytest.raises(ValueError, match="a limit is taken at 0 or 1"):
        decide(Test("limit", mixture.drift, (LINE,)), mixture.drift, LINE, 0)
