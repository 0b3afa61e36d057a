"""A few seeds; a soak that was stopped goes on; an alarm is told."""

from pathlib import Path

import pytest

from tests import soak
from tests.verify.evidence import test_false_alarms as suites
from verify.claim import Test


def test_a_few_seeds_hold_and_a_stopped_soak_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "BLOCK", 4)
    file = tmp_path / "soak.jsonl"
    rows = soak.run(file, 4)
    assert [row["suite"] for row in rows] == [*suites.TRUE] and not any(row["alarms"] for row in rows)
    with file.open("a", encoding="utf-8") as f:
        f.write('{"suite": "balls, to')  # a kill in the middle of a line
    told: list[str] = []
    more = soak.run(file, 8, ["balls, tower"], told.append)
    assert told == ["1 of 1 blocks"] and [(row["first"], row["seeds"]) for row in more] == [(0, 4), (4, 4)]
    assert next(soak.summary(more)).startswith("balls, tower: 8 seeds, 0 alarms, largest measure")


def test_an_alarm_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(suites.TRUE, "balls, tower", Test("balls", lambda f, case: f(case.law, case.t, case.x), ()))
    (row,) = soak.run(tmp_path / "soak.jsonl", 2, ["balls, tower"])
    assert len(row["alarms"]) == 2 and "seed 1: REFUTED" in row["alarms"][1]
    head, first, *_ = soak.summary([row])
    assert "2 seeds, 2 alarms" in head and first.startswith("seed 0: REFUTED")
