"""Networks against closed forms: the suite sees a network that learned another law, and is undecided where it cannot tell."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import gaussian, mixture
from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.regimes.trained import LINE_STANDARD, PLANE_MIXTURE
from verify.residuals.wrong import halved, reversed_time
from verify.suites.common import intervals
from verify.suites.laws import table as laws


def judged(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {r["kind"]: r["outcome"] for r in rows if "expected" in r}


def test_a_network_of_the_law_holds_and_refutes_the_published_field() -> None:
    rows = laws.networks(0, ("gauss-1d-standard",))
    assert intervals.decide(rows)[0] is Outcome.HOLDS
    assert judged(rows)["loss of the published field, less the network's"] == "REFUTED"
    assert {r["field"] for r in rows if r["kind"] == "path"} == {"network", "published code", "closed form"}
    ends = {r["field"]: r["x"][-1] / r["x"][0] for r in rows if r["kind"] == "path" and r["t"] == 1}
    starts = {r["field"]: r["x"][0] for r in rows if r["kind"] == "path" and r["t"] == 0}
    assert set(starts.values()) == {-2.0}
    published = next(r["x"][-1] for r in rows if r["kind"] == "path" and r["t"] == 1 and r["field"] == "published code")
    angle = np.arctan(3) - np.arctan(1)
    assert published == pytest.approx(2 * np.sqrt(5) * np.exp(-2 * angle), abs=1e-5)  # by hand, six digits; the true end map is x
    assert ends["closed form"] == -1


def test_a_network_of_another_law_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network of N(0, 4), held to have learned N(0, 1)."""
    from learned import model

    true = model.load
    other = model.load("gauss-1d", dtype=__import__("torch").float64)
    monkeypatch.setattr(model, "load", lambda name, dtype: model.Model(other.network, true(name, dtype=dtype).preset, other.card))
    outcome, why = intervals.decide(laws.networks(0, ("gauss-1d-standard",)))
    assert outcome is Outcome.REFUTED
    assert "relative error in L2(p_t)" in why


def test_an_interval_that_holds_the_bound_decides_nothing() -> None:
    row = intervals.judged({"model": "m", "kind": "k"}, 1.0, 0.5, below=1.2)
    assert row["outcome"] == "UNDECIDED"
    assert intervals.decide([row])[0] is Outcome.UNDECIDED
    assert intervals.decide([])[0] is Outcome.UNDECIDED


def network(regime: Regime, n: int = 20_000) -> Test:
    return Test("network", lambda law, t, x: x, (regime,), {"n": n})


@pytest.mark.parametrize(("regime", "drift"), [(LINE_STANDARD, gaussian.drift), (PLANE_MIXTURE, mixture.drift)])
def test_evidence_by_a_network(regime: Regime, drift: Any) -> None:
    assert decide(network(regime), drift, regime, 0).outcome is Outcome.HOLDS
    for wrong in (halved(drift), reversed_time(drift), lambda law, t, x: 0 * x):
        found = decide(network(regime), wrong, regime, 0)
        assert found.outcome is Outcome.REFUTED
        assert "loss above the network's" in found.witness


def test_evidence_by_a_network_needs_draws_and_numbers() -> None:
    assert decide(network(LINE_STANDARD, 10), gaussian.drift, LINE_STANDARD, 0).outcome is Outcome.UNDECIDED
    assert decide(network(LINE_STANDARD), lambda law, t, x: np.nan * x, LINE_STANDARD, 0).outcome is Outcome.UNDECIDED


def test_what_a_network_cannot_see_is_printed() -> None:
    """A formula off by a tenth of what the scope prints passes; one off by ten times as much does not."""
    found = decide(network(LINE_STANDARD), gaussian.drift, LINE_STANDARD, 0)
    share = float(found.scope.split("^2 = ")[1].split()[0])
    for factor, outcome in ((0.1, Outcome.HOLDS), (10, Outcome.REFUTED)):
        shift = np.sqrt(factor * share * 2)  # E|x1 - x0|^2 = 2
        off = decide(network(LINE_STANDARD), lambda law, t, x, shift=shift: gaussian.drift(law, t, x) + shift, LINE_STANDARD, 0)
        assert off.outcome is outcome
    assert F(1, 2) in LINE_STANDARD.times
