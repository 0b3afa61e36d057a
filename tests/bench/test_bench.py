"""The report of the bench is made of records, and says what is missed, missing or wrong."""

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.bench import __main__ as bench
from tests.bench import comparison, judging, kernels, machine, page, picture, training
from tests.measured import committed, kept
from verify.claim import Outcome

LINE = "K = 10, d = 64, N = 5 000, one t"


def about(part: str, **more: Any) -> dict[str, Any]:
    sets: dict[str, Any] = {"versions": {"numpy": "2.0"}, "threads": {"workers": 2}, "busy": {"numpy": 1.9}}
    return {"part": part, "machine": "a machine of two cores", "python": "3.11", "commit": "0123456789ab", **sets, **more}


def contestant(by: str, ratio: float) -> dict[str, Any]:
    return {"by": by, "variant": "v", "points": 9, "off": 1e-15, "ratio": ratio, "ms": ratio, "ms, range": [ratio, ratio]}


def kernel(**more: Any) -> dict[str, Any]:
    of = {"float64": contestant("this library", 1.0), "torch": contestant("plain", 4.0), "torch, tuned": contestant("tuned", 1.25)}
    of |= {"jax": contestant("plain", 2.0), "loop": contestant("plain", 30.0)}
    row = {
        "part": "kernels",
        "line": LINE,
        "fastest": "float64",
        "ratio": 2.0,
        "ratio, tuned": 1.25,
        "ms": 75.0,
        "of product limit": 0.3,
    }
    row |= {"of memory limit": 0.2, "off": 1e-15, "agree": 1e-10, "contestants": of}
    return {**row, "targets": [*kernels.TARGETS, kernels.LARGEST], **more}


def records(**more: Any) -> list[dict[str, Any]]:
    """A line a part; `more` is the kernels'."""
    others: list[dict[str, Any]] = [
        {"part": "training", "line": "a step", "ratio": 1.4, "targets": [[["ratio", ">=", 1.3]]]},
        {"part": "probes", "line": "a network", "ratio": 1.2, "targets": [[["ratio", "<=", 1.5]]]},
        {"part": "growth", "line": "jvp", "ratio": 0.1, "exponent of N": 1.0, "targets": [[["exponent of N", "<=", 1.15]]]},
    ]
    return [about("kernels"), kernel(**more), *(row for other in others for row in (about(other["part"]), other))]


def test_a_whole_record_holds_and_its_page_says_machine_lines_and_targets() -> None:
    assert page.decide(records()) == (Outcome.HOLDS, "on 1 lines outputs agree; 6 of 6 targets are met")
    text = page.text(records(), [])
    assert all(said in text for said in ("a machine of two cores", "commit 0123456789", "numpy 2.0", "workers 2", LINE, "jvp"))
    assert "torch, tuned" in text and "![" in text and comparison.NOTHING in text
    assert "MISSED" not in text and "Missed: 0 of 6" in text


@pytest.mark.parametrize("ratio", [1.49, math.nan])
def test_a_missed_target_is_said_and_is_no_failure(ratio: float) -> None:
    rows = records(ratio=ratio)
    assert page.decide(rows) == (Outcome.HOLDS, "on 1 lines outputs agree; 5 of 6 targets are met")
    assert page.missed(rows) == [f"kernels, {LINE}: ratio at least 1.5"]
    assert page.text(rows, []).count("MISSED") == 1


def test_one_condition_of_a_target_meets_it_and_nan_or_nothing_meets_none() -> None:
    assert judging.met({"ms": 59.0, "of product limit": 0.1}, kernels.LARGEST)
    assert judging.met({"ms": 61.0, "of product limit": 0.25}, kernels.LARGEST)
    for row in ({"ms": 61.0, "of product limit": 0.24}, {"ms": math.nan, "of product limit": math.nan}, {}):
        assert not judging.met(row, kernels.LARGEST)


@pytest.mark.parametrize("off", [1e-9, math.nan])
def test_an_output_that_differs_is_refuted(off: float) -> None:
    outcome, what = page.decide(records(off=off))
    assert outcome is Outcome.REFUTED and LINE in what


def test_an_output_with_nan_differs() -> None:
    u, J = np.ones((3, 2)), np.ones((3, 2, 2))
    assert kernels.difference((u[:2], J[:2]), (u, J)) == 0
    assert kernels.difference((u, J + 1e-9), (u, J)) == pytest.approx(1e-9)
    for where in (0, 1):
        found = [u.copy(), J.copy()]
        found[where][1] = math.nan
        assert math.isnan(kernels.difference((found[0], found[1]), (u, J)))


@pytest.mark.parametrize("part", page.PARTS)
def test_a_part_that_was_not_measured_is_undecided(part: str) -> None:
    rows = [row for row in records() if row["part"] != part or "line" not in row]
    assert page.decide(rows) == (Outcome.UNDECIDED, f"not measured: {part}")
    assert "UNDECIDED" in page.text(rows, [])


def test_a_peer_that_is_not_installed_is_undecided() -> None:
    rows = records()
    del rows[1]["contestants"]["jax"]
    outcome, what = page.decide(rows)
    assert outcome is Outcome.UNDECIDED and "not installed: jax" in what


def test_ratios_stand_beside_those_of_the_record_before() -> None:
    before = [about("kernels", machine="another", commit="fedcba98765"), kernel(ratio=2.5), kernel(line="gone")]
    rows = comparison.ratios(records(), before)
    assert ["kernels", LINE, 2.5, 2.0, 0.8] in rows
    assert ["kernels", "gone", 2.0, None, None] in rows and ["probes", "a network", None, 1.2, None] in rows
    assert "another, commit fedcba9876 |" in page.text(records(), before)


def test_the_record_before_is_that_of_the_last_commit(tmp_path: Path) -> None:
    path = tmp_path / "bench.jsonl"
    assert committed(path) == []
    page.write(records(), tmp_path)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgsign=false"]
    for asked in (["init", "-q"], ["add", "bench.jsonl"], ["commit", "-qm", "measured"]):
        subprocess.run([*git, *asked], check=True)
    page.write(records(ratio=1.0), tmp_path)
    assert committed(path) == records() and kept(path, []) == records(ratio=1.0)
    assert "| 2 | 1 | 0.5 |" in (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert {p.name for p in tmp_path.glob("bench.*")} == {"bench.jsonl", "bench.md", "bench.svg", "bench.png"}


def test_a_picture_of_nan_is_still_a_picture() -> None:
    rows = [kernel(**{"of memory limit": math.nan, "contestants": {"loop": contestant("plain", math.nan)}})]
    assert picture.files(rows)["bench.svg"] and picture.files([about("kernels")]) == {}


def test_a_line_is_measured() -> None:
    row = kernels.line(K=2, d=2, N=20, per_point=True, budget=0.0, names=["loop"])
    assert row["line"] == "K = 2, d = 2, N = 20, t per point" and row["targets"] == kernels.TARGETS
    assert row["off"] <= row["agree"] and row["rounds"] == kernels.FEWEST
    assert row["contestants"].keys() == {*kernels.OURS, "loop"} and row["ratio"] == row["contestants"]["loop"]["ratio"] > 0
    for limit in ("product limit", "memory limit"):
        assert row[f"of {limit}"] == pytest.approx(row[f"{limit}, ms"] / row["ms"]) and row[f"{limit}, ms"] > 0
    assert json.loads(json.dumps(row)) == row
    assert page.decide([about("kernels"), {"part": "kernels", **row}])[0] is Outcome.UNDECIDED


def test_the_fastest_of_ours_is_compared() -> None:
    def contestant(by: kernels.By, name: str, *seconds: float) -> kernels.Contestant:
        return kernels.Contestant(by, name, lambda: None, 1, 1.0, 1e-16, [*seconds])

    own = {"float64": contestant(kernels.By.US, "float64", 4, 4, 4), "compiled": contestant(kernels.By.US, "compiled", 1, 2, 1)}
    peers = {"jax": contestant(kernels.By.PLAIN, "v", 3, 4, 3), "jax, tuned": contestant(kernels.By.TUNED, "w", 2, 2, 1.5)}
    row = kernels.summary(own | peers)
    assert (row["fastest"], row["ratio"], row["ratio, tuned"], row["ms"]) == ("compiled", 3.0, 1.5, 1000.0)
    assert row["contestants"]["float64"]["ratio"] == 4.0 and row["contestants"]["compiled"]["ratio"] == 1.0


def test_other_parts_stay_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.write(records(), tmp_path)
    monkeypatch.setattr(bench, "REPORTS", tmp_path)
    monkeypatch.setattr(machine, "about", about)
    monkeypatch.setattr(training, "rows", lambda: iter([{"line": "another step", "ratio": 1.2}]))
    monkeypatch.setattr("sys.argv", ["bench", "training"])
    assert bench.main() == 0
    new = [about("training"), {"part": "training", "line": "another step", "ratio": 1.2}]
    assert kept(tmp_path / "bench.jsonl", []) == [*records()[:2], *new, *records()[4:]]
    monkeypatch.setattr("sys.argv", ["bench", "flight"])
    with pytest.raises(SystemExit):
        bench.main()
