"""Every claim of the catalogue: the verdict that all its evidence gives together is the one that is expected."""

import pytest

from verify.claims import catalogue
from verify.plugin.findings import Findings
from verify.runner import quick, run_all, verdict


@pytest.mark.parametrize("id", catalogue())
def test_claim(id: str, findings: Findings) -> None:
    claim = catalogue()[id]
    records = quick(claim, findings.seed) if findings.quick else run_all(claim, findings.seed)
    findings.claims(records)
    outcome, why = verdict(claim, records)
    assert outcome == claim.expect, (
        f"{id} is {outcome}, expected {claim.expect}: {why}. Repeat: driftproof verify {id} --seed {findings.seed}"
    )
