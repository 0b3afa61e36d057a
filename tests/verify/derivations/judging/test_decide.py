"""Items of every kind are decided: a derivation, one of a law of one's own, a free claim."""

from typing import Any

import numpy as np

from analytic import mixture
from tests.verify.derivations.samples import drift, jacobian
from verify import as_derivation, check, check_all
from verify.claim import Claim, identity
from verify.claims import catalogue
from verify.derivations import cases
from verify.derivations.judging.decide import decide, label_of, not_decided


def test_a_claim_is_an_item_too() -> None:
    def residual(formula: Any, case: Any) -> Any:
        return formula(case.law, case.t, case.x) - mixture.drift(case.law, case.t, case.x)

    regimes = cases.fresh("mixture", frozenset(), 0, 2)
    good = Claim("MINE", "notes", "x", "", mixture.drift, identity(residual, tuple(regimes)), {"noise": mixture.noise})
    (answer,) = check_all([good])
    assert answer.verdict == "AGREES" and answer.name == "MINE" and answer.of == ""
    bad = Claim("MINE", "notes", "x", "", mixture.noise, identity(residual, tuple(regimes)))
    assert check(bad).verdict == "REFUTED"


def test_a_law_of_ones_own() -> None:
    standard = {"weights": [1], "means": [[0]], "covs": [[[1]]]}
    right = check(lambda x, t: (2 * t - 1) / ((1 - t) ** 2 + t**2) * x, "velocity", "line", parameters=standard)
    assert right.verdict == "AGREES"
    wrong = check(lambda x, t: (2 * t - 1) / ((1 + t) ** 2 + t**2) * x, "velocity", "line", parameters=standard)
    assert wrong.verdict == "REFUTED" and wrong.counterexample and wrong.counterexample.parameters.startswith("d=1, K=1, pi=1")


def test_floats_of_ones_own_law_are_taken_exactly() -> None:
    covs = np.array([[[0.3]], [[1.1]], [[2.0]]], dtype=np.float32)
    law = {"weights": np.full(3, 1 / 3), "means": [[0.1], [-0.7], [1.3]], "covs": covs}
    assert check(jacobian, "jacobian", parameters=law).verdict == "AGREES"
    assert check(lambda law, t, x: jacobian(law, t, x) + t / 100, "jacobian", parameters=law).verdict == "REFUTED"


def test_each_kind_of_item_has_a_label_and_can_be_left_undecided() -> None:
    claim = Claim("MINE", "notes", "x", "", mixture.drift, ())
    for item, label in ((claim, "MINE"), (as_derivation(drift, "velocity", "gaussian"), "drift")):
        answer = not_decided(item, 7, "it hangs", 1.5)
        assert label_of(item) == answer.name == label
        assert (answer.verdict, answer.why, answer.seconds) == ("UNDECIDED", "it hangs", 1.5)


def test_the_seconds_are_those_that_it_took() -> None:
    assert 0 < decide(Claim("MINE", "notes", "x", "", mixture.drift, ()), 0, 1.0).seconds < 60


def test_a_false_claim_that_is_right_somewhere_is_refuted():
    claim = catalogue()["CD-6.4b"]
    answer = check(claim)
    assert claim.right_where and answer.verdict == "REFUTED" and "expected" not in answer.why


def test_a_function_of_floats_is_refuted_in_floats():
    def wrong(x, t, mean0, cov0, mean1, cov1):
        return x + 1

    (record, *_) = check(wrong, of="velocity", law="gaussian", assume="independent").records
    assert (record.evidence, record.arithmetic, record.outcome) == ("float64", "float64", "REFUTED")
