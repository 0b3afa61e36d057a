"""The profile is made of what was measured, and notices what was not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.measured import about, kept
from tests.profile import answer, page
from tests.sources import ROOT
from verify import claims, suites
from verify.claim import Outcome

CLAIM = "CD-4.1"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """One claim in a session of its own."""
    place = tmp_path_factory.mktemp("profile")
    asked = ["-p", "tests.profile.session", "--spent", str(place / "spent.jsonl"), "--driftproof-report", str(place / "report")]
    test = f"verify/test_claims.py::test_claim[{CLAIM}]"
    command = [sys.executable, "-m", "pytest", test, "-q", "-p", "no:cacheprovider", *asked]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return [json.loads(line) for line in (place / "spent.jsonl").read_text(encoding="utf-8").splitlines()]


def full(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As if all others had been measured, and took no time."""
    names = sorted({*claims.catalogue(), *suites.catalogue()} - {CLAIM})
    return records + [{"part": "verify", "test": f"x.py::t[{n}]", "seconds": 0.0, "started": 0, "evidence": {}} for n in names]


def test_a_session_says_what_its_tests_and_its_imports_cost(measured: list[dict[str, Any]]) -> None:
    tests = [row for row in measured if "test" in row]
    assert [row["test"].partition("[")[2] for row in tests] == [f"{CLAIM}]"]
    assert 0 < sum(seconds for seconds, _ in tests[0]["evidence"].values()) <= tests[0]["seconds"]
    assert tests[0]["evidence"].keys() == {test.kind for test in claims.catalogue()[CLAIM].tests}
    records = page.of_session("verify", measured)
    imported = {row["imports"] for row in records if "imports" in row}
    assert {"verify", "numpy"} <= imported
    assert page.decide(full(records))[0] is Outcome.HOLDS
    text = page.text(full(records))
    assert f"test\\_claim\\[{CLAIM}\\]" in text and records[0]["machine"] in text


def test_a_claim_that_was_not_measured_is_noticed(measured: list[dict[str, Any]]) -> None:
    records = [row for row in full(page.of_session("verify", measured)) if f"[{CLAIM}]" not in row.get("test", "")]
    assert page.decide(records) == (Outcome.UNDECIDED, f"not measured: {CLAIM}")


@pytest.mark.parametrize("where", ["seconds", "whole"])
def test_parts_that_are_dearer_than_their_whole_are_noticed(measured: list[dict[str, Any]], where: str) -> None:
    records = full(page.of_session("verify", measured))
    changed = [
        {**row, where: row[where] / 10} if row.get(where) and ("test" in row or "machine" in row) else row for row in records
    ]
    assert page.decide(changed)[0] is Outcome.REFUTED


def test_an_answer_has_phases(tmp_path: Path) -> None:
    right, wrong = answer.files(tmp_path)
    found = answer.phases(wrong)
    assert tuple(found) == answer.PHASES
    assert min(found.values()) >= 0 and found["judging"] > 0
    assert right.read_text(encoding="utf-8") != wrong.read_text(encoding="utf-8")


def test_other_parts_stay_as_they_were(tmp_path: Path) -> None:
    old = [about("tests", whole=1.0), about("answer", whole=2.0)]
    page.write(full(old), tmp_path)
    assert kept(tmp_path / "profile.jsonl", ["verify", "tests"]) == old[1:]
