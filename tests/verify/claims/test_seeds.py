"""Random evidence at other seeds than the committed one: formulas hold, near misses are refuted.

`DRIFTPROOF_SEEDS=20` asks at the seeds 0 to 19, which takes a quarter of an hour.
"""

import os

import pytest

from tests.slips.noticing import RANDOM
from verify.claims import catalogue
from verify.runner import right_where, run, verdict

CLAIMS = {id: claim for id, claim in catalogue().items() if any(test.kind in RANDOM for test in claim.tests)}
SEEDS = range(int(os.environ["DRIFTPROOF_SEEDS"])) if "DRIFTPROOF_SEEDS" in os.environ else (4, 5)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("id", CLAIMS)
def test_the_verdict_of_random_evidence_does_not_depend_on_the_seed(id: str, seed: int) -> None:
    claim = CLAIMS[id]
    records = [record for test in claim.tests if test.kind in RANDOM for record in run(claim, test, seed)]
    outcome, why = verdict(claim, records + right_where(claim, seed))
    assert outcome is claim.expect, f"{why}\nrepeat: driftproof verify {id} --seed {seed}"
