"""Other seeds of training: what is kept is the library's own at the seed 0, and a store that was changed is seen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from learned import model
from tests.verify.suites.test_catalogue import recorded
from verify.claim import Outcome
from verify.suites.common import measurement as measured
from verify.suites.common import trainings
from verify.suites.common.intervals import decide
from verify.suites.common.trainings import BFLOAT16, FLOAT32, Training, less, over_seeds, trained
from verify.suites.laws import measurement as laws
from verify.suites.laws import seeds as of_laws
from verify.suites.memorisation import seeds
from verify.suites.memorisation.kinds import Kind
from verify.suites.memorisation.measurement import CROSSED, MEASUREMENT, STEPS, TRAININGS
from verify.suites.proximal import measurement as proximal
from verify.suites.proximal import seeds as of_curves

STORE = measured.load(MEASUREMENT)
LAWS, CURVES = measured.load(laws.MEASUREMENT), measured.load(proximal.MEASUREMENT)


def now() -> Iterator[dict[str, Any]]:
    """What a run finds of the library's networks, if it finds what is kept."""
    for k, t in enumerate(TRAININGS):
        if t.own:
            for i, n in enumerate(STEPS):
                value = float(STORE.arrays["share"][0, k, i])
                yield {"kind": Kind.REPRODUCED.value, "method": "euler", "model": t.model, "steps": n, "value": value}


def test_the_seed_0_is_the_librarys_and_the_next_is_not() -> None:
    rows = list(seeds.rows({}, list(now())))
    assert decide(rows)[0] is Outcome.HOLDS
    assert [r["outcome"] for r in rows if r["kind"] == Kind.KEPT] == ["HOLDS", "REFUTED", "HOLDS", "HOLDS", "REFUTED"]
    other = [r | {"value": r["value"] - 0.25} for r in now()]
    assert decide(list(seeds.rows({}, other)))[0] is Outcome.REFUTED


def with_arrays(monkeypatch: pytest.MonkeyPatch, name: str, key: str, change: Any) -> None:
    """From here on the array `key` of the measurement `name` is another."""
    true = measured.load

    def load(measurement: Any, folder: Path | None = None) -> Any:
        store = true(measurement, folder)
        return replace(store, arrays=store.arrays | {key: change(store.arrays[key])}) if measurement.name == name else store

    monkeypatch.setattr(measured, "load", load)


@pytest.mark.parametrize("name", [MEASUREMENT.name, CROSSED.name])
def test_a_store_of_other_losses_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with_arrays(monkeypatch, name, "loss", lambda a: a * (1 + 1e-6))
    assert decide(list(seeds.rows({}, list(now()))))[0] is Outcome.REFUTED


def test_a_seed_whose_loss_is_below_the_price_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with_arrays(monkeypatch, CROSSED.name, "price", lambda a: a * np.array([[1.0], [1.0], [9.0]]))
    outcome, why = decide(list(seeds.rows({}, list(now()))))
    assert outcome is Outcome.REFUTED and "price" in why


@pytest.mark.parametrize(
    ("suite", "rows", "name", "key"),
    [("laws", of_laws.rows, laws.MEASUREMENT.name, "velocity"), ("proximal", of_curves.rows, proximal.MEASUREMENT.name, "late")],
)
def test_another_seed_that_errs_is_refuted(monkeypatch: pytest.MonkeyPatch, suite: str, rows: Any, name: str, key: str) -> None:
    elsewhere = {"seed": 1}  # other draws than those that were kept: what is kept of the seed 0 is not compared
    assert decide(list(rows(elsewhere, recorded(suite))))[0] is Outcome.HOLDS
    wrong = (lambda a: a * np.array([[1.0], [1.0], [9.0]])) if suite == "laws" else (lambda a: a * np.array([[1.0], [1.0], [0.5]]))
    with_arrays(monkeypatch, name, key, wrong)
    assert decide(list(rows(elsewhere, recorded(suite))))[0] is Outcome.REFUTED


def test_what_is_kept_is_what_the_librarys_networks_give() -> None:
    for store, measurement, name in ((LAWS, laws, "gauss-1d"), (CURVES, proximal, "circle-x1")):
        k = [t.model for t in measurement.TRAININGS].index(name)
        for key, value in measurement.ask(model.load(name, dtype=torch.float64)).items():
            assert abs(store.arrays[key][0, k] / value - 1) < trainings.SAME
            assert (name == "gauss-1d" and key == "correlation") or abs(store.arrays[key][1, k] / value - 1) > trainings.SAME


def test_what_a_run_finds_must_be_what_is_kept() -> None:
    stored = np.array([[1.0, 2.0], [1.1, 2.2]])
    for now_, outcomes in (([1.0, 2.0], ["HOLDS", "REFUTED"]), ([1.0, 2.0 + 1e-6], ["REFUTED", "REFUTED"])):
        assert [r["outcome"] for r in trainings.found_again({}, stored, now_, "x")] == outcomes
    assert [r["outcome"] for r in trainings.found_again({}, stored, [np.nan, 2.0], "x")] == ["UNDECIDED", "UNDECIDED"]


def test_tables_have_every_training_and_every_seed() -> None:
    rows = list(seeds.rows({}, list(now())))
    (_, table), (_, half) = seeds.tables(rows)
    told = {line[0] for line in table.rows}
    assert told == {
        t.model if t.precision == FLOAT32 else f"{t.model}, {t.precision}" for t in (*TRAININGS, Training(CROSSED.model))
    }
    assert all(line[2].count(",") == STORE.points - 1 for line in table.rows)
    assert len(half.rows) == sum(t.precision == BFLOAT16 for t in TRAININGS)
    assert seeds.tables([])[0][1].rows == [] and list(seeds.about([])) == []
    (said,) = seeds.about(rows)
    assert f"{STORE.points} seeds" in said and "bfloat16" in said


def test_a_difference_is_paired_by_seed() -> None:
    """Seeds that move both alike leave nothing; the interval is Student's of two degrees of freedom."""
    base = np.array([1.0, 5.0, 3.0])
    assert less({}, base + 0.5, base) == {"value": 0.5, "low": 0.5, "high": 0.5, "each": [0.5, 0.5, 0.5], "n": 3}
    found = less({}, base + np.arange(3), base)
    assert found["high"] - found["value"] == pytest.approx(4.302652729911275 / np.sqrt(3))
    assert over_seeds({}, base)["spread"] == 4.0


def test_a_training_is_made_as_it_says_and_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path))
    asked: list[Any] = []
    monkeypatch.setattr(trainings, "train", lambda preset, folder, progress: asked.append((preset, folder)))
    monkeypatch.setattr(trainings, "model", SimpleNamespace(load=lambda name, dtype: name))
    half = Training("pairs-mirror", BFLOAT16)
    assert trained(Training("pairs-mirror"), 0) == "pairs-mirror" and asked == []
    assert trained(half, 0) == tmp_path / "runs" / "seeds" / "pairs-mirror-0-bf16"
    ((made, folder),) = asked
    assert (made.seed, made.run.precision, folder.name) == (0, "bf16", "pairs-mirror-0-bf16")
    assert trained(Training("paper-gauss-1d", kept=False), 0) == tmp_path / "runs" / "seeds" / "paper-gauss-1d-0-float32"
    assert STORE.points == trainings.SEEDS
