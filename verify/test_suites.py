"""The suites of the catalogue: each writes its rows and is judged by what it must show."""

import pytest

from verify.claim import Outcome
from verify.plugin.findings import Findings
from verify.suites import catalogue
from verify.suites.suite import COMMAND


@pytest.fixture(autouse=True)
def not_when_quick(findings: Findings) -> None:
    if findings.quick:
        pytest.skip(f"a quick run leaves the suites out: `{COMMAND}` has them")


@pytest.mark.parametrize("name", catalogue())
def test_suite(findings: Findings, name: str) -> None:
    suite = catalogue()[name]
    rows = suite.rows(findings.seed)
    findings.rows(name, rows)
    outcome, why = suite.decide(rows)
    assert outcome is Outcome.HOLDS, f"{suite.says} {outcome.value}: {why}"
