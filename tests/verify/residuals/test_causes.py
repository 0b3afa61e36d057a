"""Residuals of causal models: they vanish where they should, and nowhere else."""

from typing import Any

import numpy as np
import pytest

from analytic import interventions, scm
from analytic.arithmetic import float64
from verify.claim import cases
from verify.regimes.causes import CANCELLED, NUMBERS, TRIANGLE, UNIT_PAIRS
from verify.residuals import causes

AR = float64()


def residual(of: Any, formula: Any, regime: Any) -> float:
    (case,) = cases(regime, AR)
    return float(abs(of(formula, case)).max())


@pytest.mark.parametrize("regime", NUMBERS, ids=lambda r: r.name)
def test_what_is_right_leaves_nothing(regime: Any) -> None:
    law = regime.law(AR)
    seen = causes.stacked(scm.mean(law.model), scm.covariance(law.model))
    done = interventions.do(law.model, law.k, law.value)
    after = causes.stacked(scm.mean(done), scm.covariance(done))
    given = causes.stacked(*scm.given(law.model, law.nodes, law.values))
    for of, value in ((causes.moments, seen), (causes.done, after), (causes.precise, given), (causes.by_projection, None)):
        right = causes.partials if value is None else lambda law, value=value: value
        assert residual(of, right, regime) < 1e-9
        assert residual(of, lambda law, right=right: right(law) + 0.01, regime) > 1e-3
    assert np.allclose(causes.rates(law.model), scm.effects(law.model))


def test_of_partial_evidence_by_multipliers() -> None:
    law = TRIANGLE.law(AR)
    m, S = interventions.counterfactual_given(law.model, law.nodes, law.values, 1, 2)
    at = type(law)(**{**vars(law), "k": 1, "value": np.float64(2)})
    assert np.allclose(causes.constrained(at), causes.stacked(m, S))


def test_arrows_that_cancel_leave_no_correlation() -> None:
    law = CANCELLED.law(AR)
    assert abs(causes.partials(law)[2]) < 1e-12 and causes.squares(law)[0] > 0.1
    assert (causes.no_smaller(np.array([1.0, 1]), np.array([1e-7, 1e-5])) > 0).tolist() == [True, False]


def test_new_arrows_of_a_chain() -> None:
    """0 -> 1 -> 2: an arrow 0 - 2 is needed where 1 comes last."""
    found = causes.new_arrows(NUMBERS[1].law(AR))
    assert (found > 1e-9).tolist() == [False, True, False, False, True, False]


def test_the_rate_on_a_line_is_that_of_the_mean() -> None:
    law, ends, h = UNIT_PAIRS[0].law(AR), (0.3, 2.0), 1e-6
    step = causes.on_line(law, 0.4 + h, ends) - causes.on_line(law, 0.4 - h, ends)
    assert np.allclose(causes.its_rate(law, 0.4, ends), step / (2 * h), atol=1e-8)
    assert causes.line(0.25, ends) == pytest.approx(0.725)
