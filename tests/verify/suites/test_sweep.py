"""The step sweep: measured beside predicted, the published step called unresolvable, orders of truncation, near misses."""

import json
import math

import pytest

from analytic import mixture
from verify.claim import Outcome
from verify.residuals.wrong import scaled, transposed
from verify.suites.sweep import table as sweep


@pytest.fixture(scope="module")
def rows():
    return sweep.rows()


def test_measured_errors_are_the_predicted_ones_at_every_step_that_resolves(rows):
    assert sweep.decide(rows) == (Outcome.HOLDS, "")
    for r in rows:
        if r["resolvable"]:
            assert r["error"] <= sweep.FACTOR * r["predicted"] and r["predicted"] == r["truncation"] + r["rounding"]


def test_the_published_choice_is_unresolvable_and_its_error_is_noise(rows):
    found = sweep.published_choice(rows)
    assert len(found) == 2 and {(r["scheme"], r["dtype"], r["h"]) for r in found} == {("forward", "float32", 1e-6)}
    for r in found:
        assert not r["resolvable"] and r["predicted"] > r["size"]
        assert r["error"] > 1e4 * r["truncation"]


def test_one_optimal_step_on_each_curve_and_it_resolves(rows):
    best = [r for r in rows if r["optimal"]]
    assert len(best) == 8 and all(r["resolvable"] for r in best)
    for r in best:
        assert r["error"] <= r["predicted"]
    smallest = {(r["subject"], r["dtype"], r["scheme"]): r["predicted"] for r in best}
    for (subject, dtype, scheme), predicted in smallest.items():
        assert smallest[subject, dtype, "central"] < smallest[subject, dtype, "forward"] or scheme == "central"
        assert dtype == "float64" or predicted > 1e-5


def test_the_powers_of_two_are_all_there(rows):
    for scheme in sweep.SCHEMES:
        for dtype, finest in sweep.FINEST.items():
            steps = [r["h"] for r in rows if (r["scheme"], r["dtype"], r["published"]) == (scheme, dtype, False)]
            assert steps == 2 * [2.0**-k for k in range(finest + 1)]


def test_truncation_has_the_order_of_its_scheme(rows):
    found = sweep.slopes(rows)
    assert [(r["scheme"], r["outcome"]) for r in found] == 2 * [("forward", "HOLDS"), ("central", "HOLDS")]
    for r in found:
        assert r["steps"] >= 5 and abs(r["order"] - r["expected"]) < 0.01


def test_a_forward_difference_called_central_has_the_wrong_order(rows):
    wrong = [{**r, "scheme": "central"} for r in rows if r["scheme"] == "forward" and r["dtype"] == "float64"]
    assert {r["outcome"] for r in sweep.slopes(wrong)} == {"REFUTED"}


@pytest.mark.parametrize("factor", [2, 1 + 2**-20])
def test_a_wrong_jacobian_is_refuted(factor):
    from fractions import Fraction

    assert sweep.decide(sweep.rows(formula=scaled(mixture.jacobian, Fraction(factor))))[0] == Outcome.REFUTED


def test_a_transposed_jacobian_is_refuted_only_by_the_anisotropic_source():
    """With a source N(0, I) the Jacobian is symmetric, so the published instance cannot see it."""
    table = sweep.rows(formula=transposed(mixture.jacobian))
    one, two = ([r for r in table if r["subject"] == s.name] for s in sweep.subjects())
    assert sweep.decide(one)[0] == Outcome.HOLDS and sweep.decide(two)[0] == Outcome.REFUTED


def test_nan_and_nothing_are_undecided(rows):
    assert sweep.decide([])[0] == Outcome.UNDECIDED
    broken = [{**r, "error": math.nan} if r["optimal"] else r for r in rows]
    assert sweep.decide(broken)[0] == Outcome.UNDECIDED
    hidden = [r for r in rows if not r["resolvable"]]
    assert sweep.decide(hidden)[0] == Outcome.UNDECIDED


@pytest.mark.parametrize("lost", [{"published": True}, {"scheme": "central"}, {"dtype": "float64"}], ids=str)
def test_rows_that_are_missing_are_undecided(rows, lost):
    for subject in ({}, {"subject": sweep.subjects()[1].name}):
        kept = [r for r in rows if not (lost | subject).items() <= r.items()]
        assert len(kept) < len(rows) and sweep.decide(kept)[0] == Outcome.UNDECIDED


@pytest.mark.parametrize("key", ["error", "predicted"])
def test_a_published_step_that_is_not_finite_is_undecided(rows, key):
    broken = [{**r, key: math.nan} if r["published"] else r for r in rows]
    assert sweep.decide(broken)[0] == Outcome.UNDECIDED


def test_a_published_step_that_resolved_is_refuted(rows):
    outcome, why = sweep.decide([{**r, "resolvable": r["resolvable"] or r["published"]} for r in rows])
    assert outcome == Outcome.REFUTED and "the published step" in why


def test_rows_are_json_and_repeatable(rows):
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows == sweep.rows()
