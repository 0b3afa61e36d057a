"""The suite of causes: truths by hand, answers of maps, and rows that are wrong are refuted."""

from typing import Any

import numpy as np
import pytest
from flint import arb

from analytic.arithmetic import balls
from verify.claim import Outcome
from verify.regimes import causes as regimes
from verify.suites.causal import table
from verify.suites.causal.kinds import RIGHT, Construction, Level
from verify.suites.common import intervals

AR = balls(table.BITS)


def answers(construction: Construction, regime: Any, k: int, j: int) -> dict[Level, float]:
    with AR.scope():
        return {level: float(v.mid()) for level, v in table.ANSWERS[construction](regime.law(AR), k, j).items()}


def test_the_truth_of_the_triangle_and_of_joe() -> None:
    with AR.scope():
        found = {level: float(v.mid()) for level, v in table.true(regimes.TRIANGLE.law(AR), 1, 2).items()}
        assert found[Level.SEE] == pytest.approx(121 / 202) and found[Level.DO] == pytest.approx(0.5)
        assert float(table.true(regimes.JOE.law(AR), 1, 2)[Level.IMAGINE].mid()) == pytest.approx(1.9)


@pytest.mark.parametrize("construction", RIGHT)
def test_what_is_right_is_right_of_joe(construction: Construction) -> None:
    assert answers(construction, regimes.JOE, 1, 2)[Level.IMAGINE] == pytest.approx(1.9)
    assert answers(construction, regimes.SIMPSON, 1, 2) == pytest.approx({Level.SEE: 0.6, Level.DO: -1, Level.IMAGINE: -2})


def test_what_others_answer_of_the_triangle() -> None:
    at = {c: answers(c, regimes.TRIANGLE, 1, 2) for c in Construction if c not in RIGHT}
    assert at[Construction.OWN][Level.DO] == pytest.approx(0.54465, abs=5e-6)
    assert at[Construction.LEAST][Level.DO] == pytest.approx(121 / 202)
    assert at[Construction.FILTER] == pytest.approx({Level.SEE: 0.5, Level.DO: 0.5})
    assert Level.IMAGINE not in at[Construction.CLAMPED]
    assert not np.isclose(at[Construction.MASKED][Level.SEE], 121 / 202, atol=1e-3)


def test_a_wrong_answer_is_seen_and_a_wide_one_decides_nothing() -> None:
    with AR.scope():
        one, off = AR.array([1, 2])
        cell = table._cell(Construction.NODES, Level.DO, one, off)
        assert cell["outcome"] == "REFUTED" and cell["error"] == 1
        assert intervals.decide([{"what": "x", **cell}])[0] is Outcome.REFUTED
        wide = table._cell(Construction.MASKED, Level.DO, one, one + arb(0, 1e-9))
        assert wide["outcome"] == "UNDECIDED" and "expected" not in wide
        assert table._cell(Construction.NODES, Level.DO, one, one)["outcome"] == "HOLDS"
