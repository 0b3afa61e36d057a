"""The suite of autodiff: every derivative agrees with its closed form, and near misses fail."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from verify import regimes
from verify.claim import Outcome
from verify.residuals.wrong import off, transposed
from verify.suites.accuracy import table as accuracy
from verify.suites.autodiff import table as autodiff
from verify.suites.autodiff.kinds import Comparison

COMPARISONS = {"jacfwd vs formula", "jacrev vs formula", "jvp vs formula", "differences vs formula", "differences vs jacfwd"}


@pytest.fixture(scope="module")
def derivatives():
    return autodiff.rows()


def test_every_derivative_agrees_with_its_closed_form(derivatives):
    assert autodiff.decide(derivatives) == (Outcome.HOLDS, "")
    for s in autodiff.subjects():
        for r in s.regimes:
            mine = {row["comparison"] for row in derivatives if (row["subject"], row["regime"]) == (s.name, r.name)}
            assert mine >= COMPARISONS


def test_the_undivided_tangent_is_refuted_and_its_ratio_is_the_step(derivatives):
    slips = [r for r in derivatives if r["comparison"] == Comparison.UNDIVIDED]
    assert [r["eps"] for r in slips] == [1e-2, 1e-4, 1e-6]
    for r in slips:
        assert r["outcome"] == r["expected"] == "REFUTED"
        assert r["ratio"] == pytest.approx(r["eps"], rel=1e-12)
    divided = [r for r in derivatives if r["comparison"] == Comparison.DIVIDED]
    assert len(divided) == 3 and {r["outcome"] for r in divided} == {"HOLDS"}


def test_a_slip_that_passed_would_not_be_as_expected(derivatives):
    wrong = [{**r, "outcome": "HOLDS"} if r["comparison"] == Comparison.UNDIVIDED else r for r in derivatives]
    assert autodiff.decide(wrong)[0] == Outcome.REFUTED


@pytest.mark.parametrize("change", [off, transposed])
def test_a_wrong_jacobian_is_refuted(change):
    drift = autodiff.subjects()[0]
    near_miss = replace(drift, formula=change(drift.formula), regimes=drift.regimes[:1])
    table = autodiff.rows(of=(near_miss,))
    assert autodiff.decide(table)[0] == Outcome.REFUTED
    seen = {r["comparison"] for r in table if r["outcome"] == "REFUTED"}
    assert seen >= {"jacfwd vs formula", "jacrev vs formula", "jvp vs formula"}
    assert "differences vs jacfwd" not in seen


def test_float32_agrees_to_its_own_predicted_errors():
    one = replace(autodiff.subjects()[0], regimes=(regimes.ANISOTROPIC, regimes.NEARLY_SINGULAR))
    inner = replace(one, regimes=tuple(replace(r, times=(Fraction(1, 2),)) for r in one.regimes))
    table = autodiff.rows(dtype="float32", of=(inner,))
    assert autodiff.decide(table)[0] == Outcome.HOLDS and {r["dtype"] for r in table} == {"float32"}


def test_undecided_is_not_a_pass(derivatives):
    assert autodiff.decide([])[0] == Outcome.UNDECIDED and accuracy.decide([])[0] == Outcome.UNDECIDED
    broken = [{**derivatives[0], "outcome": "UNDECIDED", "units": math.nan}, *derivatives[1:]]
    assert autodiff.decide(broken)[0] == Outcome.UNDECIDED
