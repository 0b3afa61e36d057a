"""The history of runs: bounded, whole or not there, and a broken file costs a sentence."""

import threading
from pathlib import Path
from typing import Any

import pytest

from verify.files import history
from verify.files.history import Extent, History


def run(second: int, extent: Extent = Extent.WHOLE, **claims: str) -> dict[str, Any]:
    said = {id.replace("_", "-"): {"verdict": verdict} for id, verdict in claims.items()}
    return {"started": f"2026-11-30T02:21:{second:02d}Z", "extent": extent.value, "claims": said}


def test_runs_come_back_the_oldest_first_and_only_the_last_that_are_asked_for(tmp_path: Path) -> None:
    past = History(tmp_path / "history")
    assert past.last(3) == []
    made = [run(second, AA_1="HOLDS") for second in (1, 3, 4, 2)]
    for one in made:
        past.add(one)
    assert past.last(9) == [made[0], made[3], made[1], made[2]] and past.last(1) == [made[2]]
    assert past.problems == []


def test_of_each_extent_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that many quick runs drive out no whole one."""
    monkeypatch.setattr(history, "KEPT", 2)
    past = History(tmp_path)
    past.add(run(0))
    for second in range(1, 6):
        past.add(run(second, Extent.QUICK))
    assert [(r["started"][-3:], r["extent"]) for r in past.last(9)] == [("00Z", "whole"), ("04Z", "quick"), ("05Z", "quick")]


def test_runs_of_one_second_and_at_once_are_all_kept(tmp_path: Path) -> None:
    threads = [threading.Thread(target=History(tmp_path / "history").add, args=(run(7, AA_1=str(n)),)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert {r["claims"]["AA-1"]["verdict"] for r in History(tmp_path / "history").last(9)} == {"0", "1", "2", "3"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"started": "2026', "line 1 is not JSON"),
        ("", "holds 0 lines, not one run"),
        ('{"started": "2026-11-30T02:21:01Z", "extent": "whole"}', "has no verdicts of claims by their ids"),
        ('{"started": "2026-11-30T02:21:01Z", "extent": "whole", "claims": {"AA-1": {}}}', "has no verdicts of claims"),
        ('{"started": "2026-11-30T02:21:01Z", "extent": "deep", "claims": {}}', "has the extent 'deep', none of whole, quick"),
        ('{"started": "soon", "extent": "whole", "claims": {}}', "does not say when it started"),
    ],
)
def test_a_broken_file_is_left_out_and_named(tmp_path: Path, text: str, said: str) -> None:
    past = History(tmp_path)
    past.add(run(1))
    broken = tmp_path / "20261130T022159Z-whole.jsonl"
    broken.write_text(text, encoding="utf-8")
    assert past.last(9) == [run(1)]
    (problem,) = past.problems
    assert problem.startswith("left out of the history, and may be removed: ") and str(broken) in problem and said in problem


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    past = History(tmp_path / "file" / "history")
    past.add(run(1))
    (problem,) = past.problems
    assert problem.startswith("this run is not in the history: cannot write ")
