"""No bad end of a run leaves anything half written; what would be wrong is seen."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crashes import ending, page, sessions, table
from tests.crashes.commands import BETWEEN, NEW, OLD, Command, of_files
from tests.crashes.table import Trial, Way
from verify.claim import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged, and processes looked for, on Linux")
EVERY = 61  # of the steps, one in so many: `make crashes` takes each


def test_no_bad_end_leaves_anything_wrong(tmp_path: Path) -> None:
    rows = [*table.rows(tmp_path, every=EVERY)]
    outcome, what = page.decide(rows)
    assert outcome is Outcome.HOLDS, (what, [row for row in rows if row["wrong"]])


def two_files(place: Path) -> int:
    """Written in place, one after the other: what must not be."""
    for name in ("a", "b"):
        os.close(os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        (place / name).write_text("new", encoding="utf-8")
    return 0


def refusing(place: Path) -> int:
    """Where another run has begun."""
    if (place / "lock").exists():
        return 1
    (place / "half").touch()
    os.replace(place / "half", place / "lock")
    return two_files(place)


def both(place: Path) -> None:
    for name in ("a", "b"):
        (place / name).write_text("old", encoding="utf-8")


@pytest.mark.parametrize(
    ("run", "between", "at", "says"),
    [
        (two_files, "", 2, "old and new files are mixed"),
        (two_files, "each by itself", 2, ""),
        (lambda place: two_files(place) or (place / "b").unlink(), "", 2, "old and new files are mixed"),
        (lambda place: (place / ".b.half").touch() or two_files(place), "", 1, "left for ever: ['.b.half']"),
        (lambda place: (place / "a").write_text("half") and two_files(place), "", 1, "neither old nor new: ['a']"),
        (refusing, "each by itself", 3, "the next run ends with 1, between"),
    ],
)
def test_what_is_wrong_after_a_kill_is_seen(tmp_path: Path, run: Any, between: str, at: int, says: str) -> None:
    trial = Trial(Command("bad", "", both, run, of_files, between), tmp_path)
    _, said = trial.left(trial.ended(ending.kill(at)), (-9,))
    assert said.startswith(says) and bool(said) == bool(says)


def silent_error(place: Path) -> int:
    try:
        return two_files(place)
    except OSError:
        return 2


def test_an_error_must_say_what_it_could_not_do(tmp_path: Path) -> None:
    trial = Trial(Command("bad", "", both, silent_error, of_files, "each by itself"), tmp_path)
    assert trial.left(trial.ended(ending.full(1)), (2,))[1].startswith("it does not say what it cannot do")


def row(command: str, way: Way, **more: Any) -> dict[str, Any]:
    return {"command": command, "way": way.value, "times": 5, OLD: 5, NEW: 0, BETWEEN: 0, "why": "", "wrong": [], **more}


def test_the_page_is_made_of_the_records(tmp_path: Path) -> None:
    names = [command.name for command in table.COMMANDS]
    good = [row(name, way) for name in names for way in Way] + [row(table.SESSION, Way.MOMENT)]
    assert page.decide(good)[0] is Outcome.HOLDS
    assert page.decide(good[1:])[0] is page.decide([{**r, "times": 1} for r in good])[0] is Outcome.UNDECIDED
    bad = [*good, row("driftproof train", Way.FULL, wrong=["a | b"])]
    assert page.decide(bad)[0] is Outcome.REFUTED
    page.write(bad, tmp_path)
    assert "a \\| b" in (tmp_path / "crashes.md").read_text(encoding="utf-8")


def test_a_history_without_a_run_or_with_half_of_one_is_seen(tmp_path: Path) -> None:
    assert sessions._history(tmp_path) == "no run is in the history"
    (tmp_path / "reports" / "history").mkdir(parents=True)
    (tmp_path / "reports" / "history" / "20261130T000000Z-whole.jsonl").write_text('{"started": ', encoding="utf-8")
    assert sessions._history(tmp_path)
