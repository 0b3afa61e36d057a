"""Other seeds of training: what is kept is the library's own at the seed 0, and a store that was changed is seen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from verify.claim import Outcome
from verify.suites.common import measurement as measured
from verify.suites.common import trainings
from verify.suites.common.intervals import decide
from verify.suites.common.trainings import BFLOAT16, Training, less, over_seeds, trained
from verify.suites.memorisation import seeds
from verify.suites.memorisation.kinds import Kind
from verify.suites.memorisation.measurement import MEASUREMENT, STEPS, TRAININGS

STORE = measured.load(MEASUREMENT)


def now() -> Iterator[dict[str, Any]]:
    """What a run finds of the library's networks, if it finds what is kept."""
    for k, t in enumerate(TRAININGS):
        if t.precision != BFLOAT16:
            for i, n in enumerate(STEPS):
                value = float(STORE.arrays["share"][0, k, i])
                yield {"kind": Kind.REPRODUCED.value, "method": "euler", "model": t.model, "steps": n, "value": value}


def test_the_seed_0_is_the_librarys_and_the_next_is_not() -> None:
    rows = list(seeds.rows({}, list(now())))
    assert decide(rows)[0] is Outcome.HOLDS and [r["outcome"] for r in rows if "outcome" in r] == ["HOLDS", "REFUTED", "HOLDS"]
    other = [r | {"value": r["value"] - 0.25} for r in now()]
    assert decide(list(seeds.rows({}, other)))[0] is Outcome.REFUTED


def test_a_store_of_other_losses_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(STORE, arrays=STORE.arrays | {"loss": STORE.arrays["loss"] * (1 + 1e-6)})
    monkeypatch.setattr(measured, "load", lambda *_: wrong)
    assert decide(list(seeds.rows({}, list(now()))))[0] is Outcome.REFUTED


def test_tables_have_every_training_and_every_seed() -> None:
    rows = list(seeds.rows({}, list(now())))
    (_, table), (_, half) = seeds.tables(rows)
    assert [tuple(line[:2]) for line in table.rows] == [(t.model, t.precision) for t in TRAININGS]
    assert all(line[2].count(",") == STORE.points - 1 for line in table.rows)
    assert len(half.rows) == sum(t.precision == BFLOAT16 for t in TRAININGS)
    assert seeds.tables([])[0][1].rows == [] and list(seeds.about([])) == []
    (said,) = seeds.about(rows)
    assert f"{STORE.points} seeds each" in said and "bfloat16" in said


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
    monkeypatch.setattr(trainings.model, "load", lambda name, dtype: name)
    half = Training("pairs-mirror", BFLOAT16)
    assert trained(Training("pairs-mirror"), 0) == "pairs-mirror" and asked == []
    assert trained(half, 0) == tmp_path / "runs" / "seeds" / "pairs-mirror-0-bf16"
    ((made, folder),) = asked
    assert (made.seed, made.run.precision, folder.name) == (0, "bf16", "pairs-mirror-0-bf16")
    assert STORE.points == trainings.SEEDS
