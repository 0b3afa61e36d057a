"""The sweeps over steps of learned flows see a derivative that is off, a scale that is off, and what is not finite."""

import math
from itertools import product
from typing import Any

import numpy as np
import pytest

from learned import flow
from verify.claim import Outcome
from verify.suites.probes import judging
from verify.suites.probes import table as probes
from verify.suites.probes.quotients import noise
from verify.suites.probes.section import SECTION

SMALL = (probes.Subject("mixture-2d", 16, 4, (16, 28)),)
GAUSSIAN = (probes.Subject("gauss-2d", 16, 10, (16, 28)),)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return probes.rows(0, SMALL)


def test_every_step_is_as_far_off_as_predicted(rows: list[dict[str, Any]]) -> None:
    assert judging.decide(rows) == (Outcome.HOLDS, "")
    used = [r for r in rows if r["kind"] == "sweep"]
    assert all(r["error"] <= judging.FACTOR * r["predicted"] for r in used)
    fine = [r for r in used if r["dtype"] == "float64" and r["scheme"] == "central" and r["optimal"]]
    assert len(fine) == 2 and all(r["error"] < 1e-8 * r["size"] for r in fine)


def test_the_published_choice_is_noise_and_off_by_eps(rows: list[dict[str, Any]]) -> None:
    finest = [r for r in rows if r["kind"] == "sweep" and r["published"] and r["h"] == 1e-6]
    assert finest and not any(r["resolvable"] for r in finest)
    undivided = [r for r in rows if r["kind"] == "undivided jvp"]
    assert [r["ratio"] for r in undivided] == pytest.approx([1e-2, 1e-4, 1e-6], rel=1e-2)
    assert {r["outcome"] for r in undivided} == {"REFUTED"}
    assert {r["outcome"] for r in rows if r["kind"] == "divided jvp"} == {"HOLDS"}
    outcome, why = judging.decide([r | {"resolvable": True} if r.get("published") else r for r in rows])
    assert outcome is Outcome.REFUTED and "the published step" in why


def test_the_noise_of_g_does_not_depend_on_the_length_of_a_direction() -> None:
    """g rounds its input to float32 and adds up: what is seen along z and z/100 is one noise, u/2 of uniform roundings."""
    x, z = np.random.default_rng(0).standard_normal((2, 64, 400))

    def ends(dtype: str, z: Any, at: list[float]) -> Any:
        return np.stack([x + h * z for h in at]).astype(dtype).astype(float)

    e = [noise(ends, "float32", size * z) for size in (1, 1e-2)]
    assert e[1] == pytest.approx(e[0], rel=0.05)


@pytest.mark.parametrize("off", [1 + 1e-6, -1.0, 0.5])
def test_a_derivative_that_is_off_is_refuted(monkeypatch: pytest.MonkeyPatch, off: float) -> None:
    right = flow.push

    def push(*args: Any, **kwargs: Any) -> Any:
        y, Jz = right(*args, **kwargs)
        return y, off * Jz

    monkeypatch.setattr(flow, "push", push)
    assert judging.decide(probes.rows(0, SMALL))[0] is Outcome.REFUTED


def test_the_formula_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {r["kind"]: r for r in probes.rows(0, GAUSSIAN)}
    assert found["forward mode through the law's field, less the formula"]["outcome"] == "HOLDS"
    assert found["forward mode through the network, less the formula"]["value"] < 0.05
    right = probes.gaussian.flow_matrix
    monkeypatch.setattr(probes.gaussian, "flow_matrix", lambda law, t: right(law, t) * (1 + 1e-4))
    assert judging.decide(probes.rows(0, GAUSSIAN))[0] is Outcome.REFUTED


def test_nan_or_nothing_is_undecided(rows: list[dict[str, Any]]) -> None:
    assert judging.decide([])[0] is Outcome.UNDECIDED
    for key, value in product(("error", "predicted"), (math.nan, math.inf)):
        for h in (0.25, 1e-6):
            broken = [r | {key: value} if r["kind"] == "sweep" and r["h"] == h else r for r in rows]
            assert judging.decide(broken)[0] is Outcome.UNDECIDED
    blind = [r | {"resolvable": False} for r in rows]
    assert judging.decide(blind)[0] is Outcome.UNDECIDED
    unknown = [r | {"value": float("nan"), "outcome": "UNDECIDED"} if r["kind"] == "divided jvp" else r for r in rows]
    assert judging.decide(unknown)[0] is Outcome.UNDECIDED


@pytest.mark.parametrize(
    "lost",
    [
        {"published": True},
        {"published": True, "h": 1e-6},
        {"kind": "undivided jvp"},
        {"kind": "divided jvp"},
        {"kind": "divided jvp", "eps": 1e-6},
        {"dtype": "float64"},
        {"scheme": "central"},
        {"directions": "Gaussian"},
    ],
    ids=str,
)
def test_rows_that_are_missing_are_undecided(rows: list[dict[str, Any]], lost: dict[str, Any]) -> None:
    kept = [r for r in rows if not lost.items() <= r.items()]
    assert len(kept) < len(rows) and judging.decide(kept)[0] is Outcome.UNDECIDED


def test_the_same_rows_again(rows: list[dict[str, Any]]) -> None:
    assert probes.rows(0, SMALL) == rows


def test_the_section_says_what_the_rows_say(rows: list[dict[str, Any]]) -> None:
    assert "judged lines are as expected" in " ".join(SECTION.about(rows))
    assert all(len(r) == len(t.head) for _, t in SECTION.tables(rows) for r in t.rows)
    assert [p.name for p in SECTION.plots(rows)] == ["probes-mixture-2d"]
    assert len(SECTION.plots(rows)[0].panels) == 4
