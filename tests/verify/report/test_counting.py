"""Statements are counted once and the same everywhere; findings come before numbers, zeros last; a counterexample has its claim."""

from pathlib import Path

import pytest

from verify import papers, report
from verify.claim import Standing
from verify.files.lines import write_lines
from verify.report import audit_rows, counting, documents, terminal
from verify.report.audit import audit, told
from verify.report.page import page
from verify.report.run import Run, load
from verify.report.sections import Inline, plots
from verify.suites import catalogue

REPORTS = Path(__file__).parents[3] / "reports"


@pytest.fixture(scope="module")
def baseline() -> Run:
    return load(REPORTS)


def test_audits_add_up_to_the_total(baseline: Run) -> None:
    audits = [audit(p, baseline) for p in papers.catalogue()]
    assert counting.total(baseline).startswith(f"{sum(len(a.statements) for a in audits)} statements: ")
    for a, keys in zip(audits, counting.by_paper(baseline).values(), strict=True):
        assert a.totals()[0] == f"{len(keys)} statements: {counting.each(keys)}."
    head, rows = counting.table(baseline)
    assert [row[1] for row in rows] == [len(a.statements) for a in audits] and all(sum(row[2:]) == row[1] for row in rows)
    assert len(head) == len(rows[0])


def test_the_command_counts_as_the_page_does(baseline: Run) -> None:
    for p in papers.catalogue():
        said = audit_rows.totals(audit_rows.rows(p.key, REPORTS))
        assert said.startswith(audit(p, baseline).totals()[0].removesuffix("."))


def verdict(id: str, said: str = "HOLDS", **more: object) -> dict[str, object]:
    return {
        "id": id,
        "source": "A Paper",
        "says": f"{id} says.",
        "verdict": said,
        "expect": said,
        "ok": True,
        "evidence": {},
    } | more


def false(id: str, standing: Standing, kind: str) -> dict[str, object]:
    found = {"outcome": "REFUTED", "measure": 1.0, "bound": 0.0, "witness": f"witness of {id}"}
    return verdict(id, "REFUTED", standing=str(standing), evidence={kind: found})


def test_a_finding_has_the_counterexample_of_what_stands_in_print_first() -> None:
    rows = [false("CD-5.3a", Standing.READ_SO, "balls"), false("CD-6.4b", Standing.PRINTED, "printed")]
    rows += [verdict("CD-5.3b"), verdict("CD-6.4b-amended")]
    last = told(papers.of_key("CD")[0], {str(row["id"]): row for row in rows})[-1]
    assert last.missing == []
    assert last.against == 'CD-6.4b is false as printed: "CD-6.4b says." Worst counterexample (printed): witness of CD-6.4b.'
    text = documents.brief(Run({}, {"verdicts": rows}))
    assert last.against.replace("_", "\\_") in text and text.index(last.against) < text.index("statements: ")
    assert "The closed forms hold" not in text  # which these rows do not show


def test_the_terminal_ends_with_findings_and_the_total(baseline: Run) -> None:
    said = terminal.table(REPORTS, 160)
    assert said.endswith(f"\n{counting.total(baseline)}.") and said.index("FX-16") < said.index("The figures and Table 4 were")


def test_the_page_begins_with_findings_and_zeros_are_last(baseline: Run) -> None:
    plain = Run(baseline.about, {"verdicts": [v | {"latex": ""} for v in baseline.rows("verdicts")]} | dict.fromkeys(catalogue()))
    text = page(plain, {name: [] for name in plots(Run({}, {}))}, "handbook", Inline())
    assert text.index("Table 4 were computed") < text.index(counting.total(plain)) < text.index('class="tiles"')
    tiles = text.partition('class="tiles"')[2].partition("</ul>")[0]
    assert tiles.index("hold") < tiles.index("refuted, as expected") < tiles.index("<b>0</b>")
    assert "Against the baseline nothing changed." in text or "Not compared" in text or "<h2>Against the baseline</h2>" in text


def test_an_alarm_is_counted_first(tmp_path: Path) -> None:
    write_lines(tmp_path / "verdicts.jsonl", [verdict("CD-4.6"), verdict("CD-4.7") | {"verdict": "REFUTED", "ok": False}])
    assert report.summary(tmp_path, 100).splitlines()[-1].startswith("10 statements: 1 not as expected, 1 hold, ")
