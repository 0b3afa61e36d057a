"""Items of every kind are decided: a derivation, one of a law of one's own, a free claim."""

from typing import Any

import numpy as np

from analytic import mixture
from tests.verify.derivations.samples import jacobian
from verify import check, check_all
from verify.claim import Claim, identity
from verify.derivations import cases


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
    assert wrong.verdict == "REFUTED" and wrong.counterexample and wrong.counterexample.parameters.startswith("d=1, K=1, weights=1")


def test_floats_of_ones_own_law_are_taken_exactly() -> None:
    covs = np.array([[[0.3]], [[1.1]], [[2.0]]], dtype=np.float32)
    law = {"weights": np.full(3, 1 / 3), "means": [[0.1], [-0.7], [1.3]], "covs": covs}
    assert check(jacobian, "jacobian", parameters=law).verdict == "AGREES"
    assert check(lambda law, t, x: jacobian(law, t, x) + t / 100, "jacobian", parameters=law).verdict == "REFUTED"
