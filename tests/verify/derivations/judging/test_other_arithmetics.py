"""The other arithmetics hold for a right formula, and each sees an error of its own size."""

from fractions import Fraction

import pytest
import torch  # noqa: F401  # the file of a user who wants torch tried

from analytic import gaussian, mixture
from verify import as_derivation, check
from verify.derivations.judging.other_arithmetics import other_arithmetics


def outcomes(f, law):
    return {o.name: o.outcome.value for o in other_arithmetics(as_derivation(f, "velocity", law), 0)}


@pytest.mark.parametrize(("law", "drift"), [("mixture", mixture.drift), ("gaussian", gaussian.drift)])
def test_each_sees_an_error_of_its_own_size(law, drift):
    def times(factor):
        return lambda law, t, x: law.ar.array(factor) * drift(law, t, x)

    all_hold = {"digits": "HOLDS", "float64": "HOLDS", "torch": "HOLDS"}
    assert outcomes(times(1), law) == all_hold
    assert outcomes(times(1 + Fraction(1, 10**30)), law) == all_hold | {"digits": "REFUTED"}
    assert set(outcomes(times(1 + Fraction(1, 10**9)), law).values()) == {"REFUTED"}


def test_an_arithmetic_that_raises_is_named_and_the_proof_stands():
    def no_floats(law, t, x):
        if law.m0.dtype == float:
            raise ArithmeticError("not here")
        return gaussian.drift(law, t, x)

    answer = check(no_floats, of="velocity", law="gaussian")
    assert answer.verdict == "PROVED"
    assert "in float64: raises ArithmeticError: not here" in answer.why
    assert {r.evidence: r.outcome for r in answer.records}["float64"] == "UNDECIDED"
    assert "in 60 digits" in answer.scope


def test_an_expression_is_tried_in_digits():
    from verify import symbols_of

    s = symbols_of("gaussian", d=1)
    S = (1 - s.t) ** 2 * s.S0 + s.t**2 * s.S1
    answer = check(-(s.x - (1 - s.t) * s.m0 - s.t * s.m1) / S, of="score", law="gaussian", assume="independent")
    assert answer.verdict == "PROVED"
    assert {"balls", "symbols", "digits"} <= {r.evidence for r in answer.records}


def test_nan_in_digits_decides_nothing():
    def blind(law, t, x):
        return gaussian.drift(law, t, x) * (law.ar.array("nan") if "mpf" in type(x.flat[0]).__name__ else 1)

    assert outcomes(blind, "gaussian")["digits"] == "UNDECIDED"


def test_what_is_the_same_at_every_point_may_come_without_their_axis():
    def covariance(law, t, x):
        return (1 - t) ** 2 * law.S0 + t**2 * law.S1

    answer = check(covariance, of="covariance", law="gaussian", assume="independent")
    assert answer.verdict == "PROVED" and not answer.why
    assert {r.evidence: r.outcome for r in answer.records}["float64"] == "HOLDS"
