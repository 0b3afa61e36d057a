"""What changed against a baseline is said in sentences that name the claim and the numbers."""

from pathlib import Path
from typing import Any

import pytest

from verify import report
from verify.files.lines import write_lines

ROW = {"id": "AA-1", "expect": "HOLDS", "verdict": "HOLDS", "ok": True, "near_misses": {"sign": ["balls", "float64"]}}


def strength(measure: float = 1.0, bound: float = 4.0, unit: str = "predicted errors", outcome: str = "HOLDS") -> dict[str, Any]:
    return {"outcome": outcome, "measure": measure, "bound": bound, "unit": unit}


def row(**more: Any) -> dict[str, Any]:
    return ROW | {"evidence": {"float64": strength()}} | more


def compared(tmp_path: Path, old: list[dict[str, Any]], new: list[dict[str, Any]], suite: str = "verdicts") -> list[str]:
    for name, rows in (("old", old), ("new", new)):
        write_lines(tmp_path / name / "verdicts.jsonl", [row()])
        write_lines(tmp_path / name / f"{suite}.jsonl", rows)
    return report.compare(tmp_path / "old", tmp_path / "new")


def test_nothing_changed(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(seconds=9)]) == []


def test_an_outcome_changed(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(verdict="REFUTED", why="far tail, entry 1")]) == [
        "AA-1 was HOLDS, is REFUTED (expected HOLDS): far tail, entry 1."
    ]


def test_the_expectation_changed(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(expect="REFUTED")]) == ["AA-1 was expected HOLDS, is now expected REFUTED."]
    printed, read = ({"expect": "REFUTED", "standing": standing} for standing in ("as printed", "if read so"))
    assert compared(tmp_path, [row(**printed)], [row(**read)]) == ["AA-1 was false as printed, is now false if read so."]
    assert compared(tmp_path, [row(expect="REFUTED")], [row(**read)]) == []  # an old baseline did not say it


def test_claims_gone_and_new(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(id="AA-2")]) == [
        "AA-1 is gone: the baseline says HOLDS, this run has no such claim.",
        "AA-2 is new: HOLDS.",
    ]


def test_what_was_not_run_has_not_changed(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(verdict="NOT RUN", evidence={}, near_misses={"sign": []})]) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (strength(0.01), strength(0.09), []),
        (
            strength(0.01),
            strength(0.9),
            ["2.0 digits lost: was 0.01 predicted errors (bound 4), is 0.9 "],
        ),
        (strength(1e-90, 1e-60, "enclosure"), strength(1e-70, 1e-60, "enclosure"), ["20.0 digits lost"]),
        (strength(0.0), strength(0.3), []),
        (strength(0.0), strength(3.0), ["digits lost"]),
        (strength(1.0), strength(float("nan")), ["the measure was 1, is no number now."]),
        (strength(float("nan")), strength(float("nan")), []),
        (strength(1.0), strength(float("inf")), ["digits lost"]),
        (strength(1.0), strength(9.0, outcome="REFUTED"), ["was HOLDS, is REFUTED."]),
    ],
)
def test_digits(tmp_path: Path, was: dict[str, Any], now: dict[str, Any], said: list[str]) -> None:
    found = compared(tmp_path, [row(evidence={"balls": was})], [row(evidence={"balls": now})])
    assert len(found) == len(said)
    assert all(f.startswith("AA-1, balls: ") and s in f for f, s in zip(found, said, strict=True))


def test_evidence_or_power_that_is_lost(tmp_path: Path) -> None:
    assert compared(tmp_path, [row()], [row(evidence={}, near_misses={"sign": ["balls"]})]) == [
        "AA-1: float64 no longer looks at it.",
        "AA-1: near miss 'sign' is no longer refuted by float64.",
    ]


def test_accuracy_lost(tmp_path: Path) -> None:
    key = {"formula": "drift", "regime": "line", "d": 1, "K": 2}
    assert compared(tmp_path, [key | {"ulps": 2.0}], [key | {"ulps": 15.0}], "accuracy") == []
    assert compared(tmp_path, [key | {"ulps": 2.0}], [key | {"ulps": 25.0}], "accuracy") == [
        "accuracy, drift, line, 1, 2: digits lost: was 2 ulps, is 25 ulps."
    ]


def test_table4_moves_only_above_its_noise_floor(tmp_path: Path) -> None:
    key = {"instance": "published", "formula": "right drift", "column": "blend", "t": 0.25}
    noisy = [key | {"value": 0.25, "noise_floor": 0.3}], [key | {"value": 0.1, "noise_floor": 0.3}]
    assert compared(tmp_path, *noisy, "table4") == []
    assert compared(tmp_path, [key | {"value": 0.25}], [key | {"value": 0.251}], "table4") == [
        "table4, published, right drift, blend, 0.25: was 0.25, is 0.251."
    ]


def test_rows_of_suites_that_changed_came_or_went(tmp_path: Path) -> None:
    key = {"formula": "drift", "mutant": "sign", "evidence": "balls", "regime": "line"}
    seen, unseen = key | {"outcome": "REFUTED"}, key | {"outcome": "HOLDS"}
    assert compared(tmp_path, [seen], [unseen], "power") == ["power, drift, sign, balls, line: was REFUTED, is HOLDS."]
    assert compared(tmp_path, [seen], [], "power") == ["power: 1 rows are gone, the first is drift, sign, balls, line."]


def test_a_baseline_missing_or_damaged_says_so_and_how_to_mend_it(tmp_path: Path) -> None:
    write_lines(tmp_path / "new" / "verdicts.jsonl", [row()])
    (missing,) = report.compare(tmp_path / "old", tmp_path / "new")
    assert "cannot be read" in missing and "driftproof baseline" in missing
    write_lines(tmp_path / "old" / "power.jsonl", [])
    (partial,) = report.compare(tmp_path / "old", tmp_path / "new")
    assert "verdicts.jsonl" in partial and "git" in partial
    (tmp_path / "old" / "verdicts.jsonl").write_text("{", encoding="utf-8")
    (damaged,) = report.compare(tmp_path / "old", tmp_path / "new")
    assert "verdicts.jsonl, line 1" in damaged and "damaged" in damaged


def test_a_run_missing_or_damaged_is_an_error(tmp_path: Path) -> None:
    write_lines(tmp_path / "old" / "verdicts.jsonl", [row()])
    with pytest.raises(ValueError, match="is no folder"):
        report.compare(tmp_path / "old", tmp_path / "new")
