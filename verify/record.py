"""What was decided: findings of evidence, and records of them, which are all that a report is made of."""

from dataclasses import dataclass

from verify.claim import Outcome


@dataclass(frozen=True)
class Finding:
    """What one kind of evidence found of one formula in one regime."""

    outcome: Outcome
    measure: float
    bound: float
    unit: str
    scope: str
    arithmetic: str
    witness: str = ""
    dtype: str = ""
    device: str = "cpu"


@dataclass(frozen=True)
class Record:
    claim: str
    variant: str  # "" is the claim as stated
    role: str  # claim, near miss, repair
    evidence: str
    regime: str
    outcome: str
    measure: float
    bound: float
    unit: str
    scope: str
    witness: str
    arithmetic: str
    dtype: str
    device: str
    seed: int
    seconds: float
    repeat: str
