"""`driftproof history`: a line for each run, what changed in sentences, one claim through all runs."""

import json
from pathlib import Path

import pytest

from tests.verify.commands.test_cli import call
from tests.verify.report.test_history import run, verdict
from verify.files.history import Extent, History


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    past = History(tmp_path / "reports" / "history")
    past.add(run(1, verdict("CD-4.6"), verdict("CD-4.7")))
    past.add(run(2, verdict("CD-4.6"), extent=Extent.PARTIAL))
    past.add(run(3, verdict("CD-4.6", "REFUTED", why="far tail"), verdict("CD-4.7")))
    return past.folder


def test_the_newest_run_first_and_what_changed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = call(capsys, "history")
    lines = [line.rstrip() for line in out.splitlines()]
    assert (status, err) == (0, "") and max(map(len, lines)) <= 60
    assert [line.split("  ")[-1] for line in lines[1:4]] == ["1 of 2", "1 of 1", "2 of 2"]
    assert "  - CD-4.6 was HOLDS, is REFUTED (expected HOLDS): far tail." in lines and "CD-4.7" not in out
    assert call(capsys, "history", "--runs", "1")[1].splitlines()[-1].startswith("The run of") is False  # it wraps
    assert "is the first that is kept" in " ".join(call(capsys, "history", "--runs", "1")[1].split())


def test_of_one_claim(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = call(capsys, "history", "--claim", "cd-4.6")
    assert status == 0 and [line.split()[-2:] for line in out.splitlines()[1:4]] == [
        ["refuted!", "bf"],
        ["holds", "BF"],
        ["holds", "BF"],
    ]
    assert "CD-4.6 ran in 3 of the last 3 runs, and changed in 1." in out
    assert "CD-4.7 ran in 2 of the last 3 runs, and changed in 0." in call(capsys, "history", "--claim", "CD-4.7")[1]
    assert "CD-4.8 ran in 0 of the last 3 runs" in call(capsys, "history", "--claim", "CD-4.8")[1]


def test_json(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    rows = [json.loads(line) for line in call(capsys, "history", "--json")[1].splitlines()]
    assert [row["extent"] for row in rows] == ["whole", "partial", "whole"] and rows[0]["claims"].keys() == {"CD-4.6", "CD-4.7"}
    assert rows[2]["changes"][0] == "CD-4.6 was HOLDS, is REFUTED (expected HOLDS): far tail."
    mine = [json.loads(line) for line in call(capsys, "history", "--json", "--claim", "CD-4.7")[1].splitlines()]
    assert [row["verdict"] for row in mine] == ["HOLDS", "NOT RUN", "HOLDS"] and "claims" not in mine[0]


def test_a_broken_file_is_told_beside_the_rest(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "20261130T030000Z-quick.jsonl").write_text("{", encoding="utf-8")
    status, out, err = call(capsys, "history")
    assert status == 0 and "3 runs" in " ".join(out.split())
    assert err.startswith(
        "driftproof: left out of the history, and may be removed: reports/history/20261130T030000Z-quick.jsonl, line 1"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere",), "there is no history in nowhere: each `pytest verify/` leaves its verdicts there"),
        (("--claim", "CD-4.66"), "no claim has the id 'CD-4.66'; did you mean CD-4.6"),
        (("--runs", "0"), "'0': the number of runs is a whole number above 0"),
    ],
)
def test_mistakes(capsys: pytest.CaptureFixture[str], folder: Path, args: tuple[str, ...], said: str) -> None:
    status, out, err = call(capsys, "history", *args)
    assert (status, out) == (2, "") and said in err
