"""The audit: every published equation and number, with printed, recomputed, and no verdict without a record."""

import json
from pathlib import Path

import pytest

from verify import papers
from verify.claim import Outcome
from verify.claims import catalogue
from verify.cli import main
from verify.files.lines import write_lines
from verify.papers.causality_delta import correlations, printed
from verify.report import audit_rows
from verify.suites.suite import COMMAND
from verify.suites.table4 import table as table4


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Verdicts as expected of every claim but one, and the rows of Table 4."""
    folder = tmp_path_factory.mktemp("run")
    verdicts = [
        {
            "id": c.id,
            "verdict": "NOT RUN" if c.id == "CD-4.7" else c.expect.value,
            "why": "" if c.expect == Outcome.HOLDS else "at t = 1/2",
        }
        | {"evidence": {"balls": {"outcome": c.expect.value}}}
        for c in catalogue().values()
    ]
    write_lines(folder / "verdicts.jsonl", verdicts)
    write_lines(folder / "table4.jsonl", table4.rows())
    return folder


def by_item(records: Path) -> dict[str, dict[str, str]]:
    return {row["claim"] or row["item"]: row for row in audit_rows.rows("CD", records)}


def test_every_published_equation_and_number_is_there() -> None:
    rows = audit_rows.rows("causality-delta")
    stated = {id for id in catalogue() if id.startswith("CD-")} | {u.id for u in papers.undecided() if u.id.startswith("CD-")}
    found = [r["claim"] for r in rows if r["claim"]]
    assert (len(found), set(found)) == (len(stated), stated)
    assert found.index("CD-6.2c") < found.index("CD-6.2") < found.index("CD-B1") < found.index("CD-5.1b")  # the order of the paper
    assert sum(r["item"].startswith("Table 4") for r in rows if not r["claim"]) == 2 * len(printed.TIMES)
    assert sum(r["item"].startswith(("Table 5", "Table 6")) for r in rows if not r["claim"]) == 5
    assert all(tuple(r) == audit_rows.FIELDS and r["printed"] and r["explanation"] is not None for r in rows)


def test_without_records_nothing_is_judged_that_needs_them() -> None:
    for row in audit_rows.rows():
        if row["verdict"] == "NOT DECIDED":
            assert row["claim"] in {u.id for u in papers.undecided()} and "It would be decided by" in row["explanation"]
        elif row["claim"] or row["item"].startswith("Table 4"):
            assert (row["verdict"], row["recomputed"]) == ("NOT RUN", "")
            assert COMMAND in row["explanation"]


def test_verdicts_come_from_the_records(records: Path) -> None:
    found = by_item(records)
    assert found["CD-4.6"]["verdict"] == "HOLDS" and "balls" in found["CD-4.6"]["recomputed"]
    assert found["CD-4.6p"]["verdict"] == "REFUTED" and found["CD-4.6p"]["recomputed"] == "at t = 1/2"
    assert "Holds instead, CD-4.6: " in found["CD-4.6p"]["explanation"]
    assert found["CD-4.7"]["verdict"] == "NOT RUN"


def test_a_surprise_is_said(tmp_path: Path) -> None:
    write_lines(tmp_path / "verdicts.jsonl", [{"id": "CD-4.6", "verdict": "REFUTED", "why": "here"}])
    row = by_item(tmp_path)["CD-4.6"]
    assert (row["verdict"], row["recomputed"]) == ("REFUTED", "here") and row["explanation"].startswith("Expected HOLDS.")


def test_table4_beside_the_print(records: Path) -> None:
    """The blend is that of the published code's drift, and Eq. (3) gives another; the differences are noise."""
    found = by_item(records)
    row = found["Table 4, Intervention vs. Analytical, t = 0.25"]
    assert (row["printed"], row["recomputed"], row["verdict"]) == ("0.284", "0.378388", "REFUTED")
    assert "0.283791" in row["explanation"] and "0.552383" in row["explanation"]
    assert found["Table 4, Intervention vs. Analytical, t = 0.00"]["verdict"] == "HOLDS"
    row = found["Table 4, Numerical vs. Analytical, t = 0.25"]
    assert row["verdict"] == "REFUTED" and float(row["recomputed"]) < 1e-8 and "noise" in row["explanation"]


def test_another_instance_is_not_the_published_one(records: Path, tmp_path: Path) -> None:
    mine = [row | {"instance": "mine"} for row in table4.rows()]
    write_lines(tmp_path / "table4.jsonl", mine)
    assert by_item(tmp_path)["Table 4, Intervention vs. Analytical, t = 0.25"]["verdict"] == "NOT RUN"


def test_correlations_of_the_data() -> None:
    """From sums: against numpy on a small sample, then the values known for the data."""
    import numpy as np

    a, b = np.array([0, 3, 5, 5, 2]), np.array([1, 2, 9, 4, 4])
    sums = correlations.Sums(5, int(a.sum()), int(b.sum()), int(a @ a), int(b @ b), int(a @ b))
    assert sums.correlation == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-14)
    assert [round(s.correlation, 4) for s in correlations.ATTRIBUTES.values()] == [0.1731, 0.0375, 0.1377]
    whole, without, with_ = correlations.ATTRIBUTES.values()
    assert (whole.n, whole.ab) == (without.n + with_.n, without.ab + with_.ab)
    found = {r["item"]: r for r in audit_rows.rows()}
    assert found["Table 6, empirical"]["verdict"] == "REFUTED" and "0.1731" in found["Table 6, empirical"]["recomputed"]
    assert found["Table 5, empirical"]["verdict"] == "REFUTED" and "0.8805" in found["Table 5, empirical"]["recomputed"]
    assert found["Table 6, estimated"]["verdict"] == "NOT RUN"


def test_estimates_of_another_network_are_shown_and_not_judged(records: Path, tmp_path: Path) -> None:
    row = {
        "kind": "28 and 30",
        "what": "J J^T, rows of J: no directions",
        "value": 0.558,
        "low": 0.54,
        "high": 0.578,
        "repeat": "a",
    }
    other = row | {"value": 0.464, "through": "another", "repeat": "b"}
    write_lines(tmp_path / "celeba.jsonl", [row, other])
    found = by_item(tmp_path)["Table 6, estimated"]
    assert found["verdict"] == "NOT RUN" and found["repeat"] == "b; a"
    assert found["recomputed"].startswith(
        "another, trained here: 0.464 (0.540 to 0.578); networks, trained here: 0.558 (0.540 to 0.578); data: 0.1731"
    )


def test_the_command(records: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "CD", "--json", "--records", str(records)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == audit_rows.rows("CD", records)
    assert main(["audit", "--markdown", "--records", str(records)]) == 0
    table = capsys.readouterr().out
    assert table.startswith("# Audit of Causality-Delta\n") and "| REFUTED | 0.284 | 0.378388 |" in table
    assert "# Audit of Proximal Operators" in table and "RF-21 | NOT DECIDED" in table
    assert main(["audit"]) == 0
    assert "NOT RUN" in capsys.readouterr().out
    assert main(["audit", "XX"]) == 2
    assert "Causality-Delta (CD)" in capsys.readouterr().err
    assert main(["audit", "--records", "nowhere"]) == 2
    assert "is no folder" in capsys.readouterr().err
