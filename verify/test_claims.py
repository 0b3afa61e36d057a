"""Every claim of the catalogue: the verdict that all its evidence gives together is the one that is expected."""

import pytest

from verify.claims import catalogue
from verify.plugin import Findings
from verify.runner import quick, run, verdict


@pytest.mark.parametrize("id", catalogue())
def test_claim(id: str, findings: Findings) -> None:
    claim = catalogue()[id]
    if findings.quick:
        records = quick(claim, findings.seed)
    else:
        records = [record for test in claim.tests for record in run(claim, test, findings.seed)]
    findings.claims(records)
    outcome, why = verdict(claim, records)
    assert outcome == claim.expect, (
        f"{id} is {outcome}, expected {claim.expect}: {why}. Repeat: driftproof verify {id} --seed {findings.seed}"
    )
