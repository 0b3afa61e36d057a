"""What the history of runs says: what changed and nothing else, by its sentences, its grid and its pages."""

from pathlib import Path
from typing import Any

from tests.verify.report.test_report import fill
from verify import report
from verify.files.history import Extent
from verify.files.lines import write_lines
from verify.report import history, history_page
from verify.report.history import Told

HELD = {"outcome": "HOLDS", "measure": 1.0, "bound": 4.0, "unit": "predicted errors", "scope": "12 points"}


def verdict(id: str, said: str = "HOLDS", kinds: tuple[str, ...] = ("balls", "float64"), **more: Any) -> dict[str, Any]:
    evidence = {kind: HELD | {"outcome": said} for kind in kinds}
    known = {"id": id, "verdict": said, "ok": said == "HOLDS", "expect": "HOLDS", "why": "", "seconds": 1.234567, "says": id}
    return known | {"evidence": evidence, "near_misses": {}} | more


def run(second: int, *verdicts: dict[str, Any], extent: Extent = Extent.WHOLE) -> dict[str, Any]:
    about = {
        "environment": {"commit": "c72e863" + 33 * "0"},
        "seed": 3,
        "started": f"2026-11-30T02:21:{second:02d}Z",
        "seconds": 9.0,
    }
    return history.remembered(about, extent, verdicts)


def changes(*runs: dict[str, Any]) -> list[dict[str, list[str]]]:
    return Told([*runs]).changes


def test_what_is_kept_of_a_run() -> None:
    kept = run(1, verdict("AA-1"), verdict("AA-2", "NOT RUN"))
    assert (kept["seed"], kept["extent"], kept["commit"][:7]) == (3, "whole", "c72e863")
    assert kept["claims"].keys() == {"AA-1"}
    assert kept["claims"]["AA-1"]["seconds"] == 1.23 and "says" not in kept["claims"]["AA-1"]


def test_a_changed_verdict_is_shown_and_an_unchanged_one_is_not() -> None:
    off = verdict("AA-1", "REFUTED", why="far tail")
    told = Told([run(1, verdict("AA-1"), verdict("AA-2")), run(2, off, verdict("AA-2", seconds=7))])
    assert told.changes == [
        {},
        {
            "AA-1": [
                "AA-1 was HOLDS, is REFUTED (expected HOLDS): far tail.",
                "AA-1, balls: was HOLDS, is REFUTED.",
                "AA-1, float64: was HOLDS, is REFUTED.",
            ]
        },
    ]
    assert told.changed == ["AA-1"] and [*told.rest.values()] == [["AA-2"]]
    assert [cell.text for cell in told.cells("AA-1")] == ["! ≠ bf", "✓ BF"]
    assert told.said() == [
        "In the last run, of 2026-11-30 02:21 (c72e863, whole), 1 claim changed: AA-1.",
        "In the 2 runs that are shown 1 claim of 2 ever changed.",
    ]


def test_the_latest_change_stands_first() -> None:
    once, twice = verdict("AA-1", "REFUTED"), verdict("AA-2", "UNDECIDED")
    all_well = (verdict("AA-1"), verdict("AA-2"))
    assert Told([run(1, *all_well), run(2, once, verdict("AA-2")), run(3, once, twice)]).changed == ["AA-2", "AA-1"]


def test_evidence_that_goes_or_comes_or_loses_digits_is_a_change() -> None:
    less = verdict("AA-1", kinds=("balls",))
    assert changes(run(1, verdict("AA-1")), run(2, less))[1] == {"AA-1": ["AA-1: float64 no longer looks at it."]}
    assert changes(run(1, less), run(2, verdict("AA-1")))[1] == {"AA-1": ["AA-1: float64 looks at it now."]}
    before = verdict("AA-1", evidence={"balls": HELD | {"measure": 1e-3}})
    after = verdict("AA-1", evidence={"balls": HELD | {"measure": 1.0}})
    assert "3.0 digits lost" in changes(run(1, before), run(2, after))[1]["AA-1"][0]


def test_a_quick_run_looks_at_less_and_that_is_no_change() -> None:
    """A verdict that a quick run gives otherwise is."""
    whole, quick = verdict("AA-1"), verdict("AA-1", kinds=("balls",))
    assert changes(run(1, whole), run(2, quick, extent=Extent.QUICK), run(3, whole)) == [{}, {}, {}]
    off = verdict("AA-1", "REFUTED", kinds=("balls",))
    assert changes(run(1, whole), run(2, off, extent=Extent.QUICK))[1] == {"AA-1": ["AA-1 was HOLDS, is REFUTED (expected HOLDS)."]}


def test_what_a_run_left_out_has_not_changed() -> None:
    part = run(2, verdict("AA-2"), extent=Extent.PARTIAL)
    told = Told([run(1, verdict("AA-1")), part, run(3, verdict("AA-1"))])
    assert told.changes == [{}, {}, {}] and [cell.says for cell in told.cells("AA-1")][1] == "not run"


def test_the_first_run_and_none_say_so() -> None:
    assert "is the first that is kept: there is nothing to compare it with yet" in Told([run(1, verdict("AA-1"))]).said()[0]
    assert Told([]).said()[0].startswith("There is no history yet")


def test_the_pages(tmp_path: Path) -> None:
    fill(tmp_path)
    assert not {path.name for path in report.render(tmp_path)} & {"history.html", "history.md"}
    assert "No history of runs is kept with this one." in (tmp_path / "index.html").read_text(encoding="utf-8")
    evil = verdict("AA-1", "REFUTED", why="<script>alert(1)</script> | x")
    write_lines(tmp_path / "history.jsonl", [run(1, verdict("AA-1"), verdict("CD-4.6")), run(2, evil, verdict("CD-4.6"))])
    report.render(tmp_path)
    page, text = ((tmp_path / f"history.{kind}").read_text(encoding="utf-8") for kind in ("html", "md"))
    assert "<script" not in page and '<td class="alarm"' in page and ">! ≠ bf</td>" in page
    assert "Causality-Delta: 1 claim</summary>" in page and page.index("#AA-1") < page.index("#CD-4.6")
    assert "| AA-1 | ! ≠ bf | ✓ BF |" in text and "- Causality-Delta: CD-4.6" in text and "<script" not in text
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "1 claim changed: AA-1." in index and 'href="history.html"' in index


def test_every_sign_and_letter_is_told() -> None:
    page = history_page.markdown(Told([run(1, verdict("AA-1")), run(2, verdict("AA-1", "UNDECIDED"))]))
    assert all(sign in history_page.SIGNS for sign in "✓≠?!") and "B balls" in page
