"""Memorisation: the suite sees a network that learned nothing, wrong closed forms, a field that jumps."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from analytic import coupling, floors
from learned import model
from verify.claim import Outcome
from verify.suites.common.intervals import decide
from verify.suites.memorisation import crossing, gradients, turned
from verify.suites.memorisation import table as memorisation

BASE: dict[str, Any] = {"suite": "memorisation", "seed": 0, "dtype": "float64", "device": "cpu"}


def test_the_trained_networks() -> None:
    rows = memorisation.rows(0, ("trained", "price"))
    assert decide(rows) == (Outcome.HOLDS, "")
    share = {(r["model"], r["steps"]): r for r in rows if r["kind"] == "share of pairs reproduced"}
    assert share["pairs-random", 101]["low"] > 0.9
    assert share["pairs-random", 101]["distance"] < share["pairs-random-30", 101]["distance"]
    assert share["pairs-random", 101]["distance"] < share["pairs-random", 101]["fresh"] / 2  # fresh sources go elsewhere


def test_a_network_that_learned_nothing_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    true = model.load

    def nothing(name: str, dtype: Any) -> Any:
        m = true(name, dtype=dtype)
        return SimpleNamespace(preset=m.preset, card=m.card, velocity=lambda x, t: 0 * x)

    monkeypatch.setattr(model, "load", nothing)
    monkeypatch.setattr(memorisation, "STEPS", (2,))
    outcome, why = decide(memorisation.rows(0, ("trained",)))
    assert outcome is Outcome.REFUTED and "pairs-random, share of pairs reproduced" in why


@pytest.mark.parametrize("nans", [1, 64])
@pytest.mark.parametrize("name", [memorisation.RANDOM[0], memorisation.MIRRORED[0]])
def test_an_end_that_is_nan_reproduces_and_misses_nothing(name: str, nans: int) -> None:
    x0, x1 = torch.randn(2, 64, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    row = BASE | {"model": name, "sigma": 0.1, "steps": max(memorisation.STEPS)}
    y = torch.cat([x1, x1])
    y[:nans] = torch.nan
    found = next(memorisation._reproduced(row, y, x0, x1))
    assert np.isnan([found["value"], found["low"], found["high"]]).all() and found["outcome"] == "UNDECIDED"


def test_an_end_that_is_nan_is_on_no_training_point(monkeypatch: pytest.MonkeyPatch) -> None:
    data, x0 = torch.randn(2, crossing.FRESH, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    ends = x0.index_fill(0, torch.tensor([crossing.CLOUD]), torch.nan)
    monkeypatch.setattr(crossing.flow, "integrate", lambda *args, **kwargs: ends)
    found = list(crossing._of_cloud(BASE, data[: crossing.CLOUD], x0))
    assert {r["outcome"] for r in found if r["kind"] == crossing.Kind.FRESH} == {"UNDECIDED"}
    assert {r["outcome"] for r in found if r["kind"] == crossing.Kind.SOURCES} == {"REFUTED"}
    ends[0] = torch.nan
    assert {r["outcome"] for r in crossing._of_cloud(BASE, data[: crossing.CLOUD], x0)} == {"UNDECIDED"}


def test_a_field_that_jumps_is_below_every_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """v = -+2 by the sign of x1: no loss at all, and no finite Lipschitz constant; the grid sees a finite one."""
    true = model.load

    def jumps(name: str, dtype: Any) -> Any:
        m = true(name, dtype=dtype)
        return SimpleNamespace(preset=m.preset, card=m.card, velocity=lambda x, t: -2 * (x * (1 - 2 * t)[:, None]).sign())

    monkeypatch.setattr(model, "load", jumps)
    rows = memorisation.rows(0, ("price",))
    assert decide(rows)[0] is Outcome.REFUTED and rows[0]["value"] == 0


@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_a_wrong_gradient_variance_is_refuted(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    true = floors.gradient_variance
    monkeypatch.setattr(gradients, "TIMES", (0.1, 0.98))
    monkeypatch.setattr(gradients, "LINES", gradients.LINES[2:])
    assert decide(list(gradients.rows(BASE, np.random.default_rng(1))))[0] is Outcome.HOLDS
    monkeypatch.setattr(floors, "gradient_variance", lambda pair, t: tuple(factor * v for v in true(pair, t)))
    assert decide(list(gradients.rows(BASE, np.random.default_rng(1))))[0] is Outcome.REFUTED


def test_a_wrong_optimum_has_a_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a map every gradient vanishes at the best W and b; a per mille off it does not."""
    row = {"kind": "k", "closed": 0.0, "measured": 0.0, "error": 0.0}
    assert gradients._compared(row, True, 1e-13, 1e-12)["outcome"] == "HOLDS"
    assert gradients._compared(row, True, 1e-3, 1e-12)["outcome"] == "REFUTED"
    assert gradients._compared(row | {"closed": 1e-3}, True, 0.0, 1e-12)["outcome"] == "REFUTED"


def test_a_wrong_angle_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turned, "ANGLES", (60, 120))
    assert decide(list(turned._turned(BASE, np.random.default_rng(2))))[0] is Outcome.HOLDS
    true = coupling.turn
    monkeypatch.setattr(coupling, "turn", lambda law, t: 1.02 * true(law, t))
    assert decide(list(turned._turned(BASE, np.random.default_rng(2))))[0] is Outcome.REFUTED


def test_a_half_turn_is_refused_and_an_odd_number_of_steps_passes() -> None:
    rows = list(crossing._reflected(BASE, np.random.default_rng(3)))
    assert decide(rows)[0] is Outcome.HOLDS
    euler = {(r["dtype"], r["steps"]): r for r in rows if r["method"] == "euler"}
    assert all((r.get("note") == crossing.REFUSED) == (steps % 2 == 0) for (_, steps), r in euler.items())
    assert euler["float32", 1001]["value"] > 1e4 * euler["float64", 1001]["value"]


def test_another_map_is_not_the_training_partner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow of the pairs x1 = 5.001 - x0 does not end at 5 - x0."""
    from analytic import crossing as closed

    true = closed.reflection
    monkeypatch.setattr(closed, "reflection", lambda ar, shift, *e: true(ar, 5.001, *e))
    outcome, why = decide(list(crossing._reflected(BASE, np.random.default_rng(3))))
    assert outcome is Outcome.REFUTED and "distance to the training partner" in why


def test_a_rounding_error_keeps_one_digit() -> None:
    assert [crossing._ceil(v) for v in (0.0, 1.2e-14, 9.99e-3, 3e-5)] == [0.0, 2e-14, 1e-2, 3e-5]
