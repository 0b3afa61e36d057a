"""Findings and records: what was found, as plain data. Fields are given by name."""

from dataclasses import dataclass

from verify.claim import Outcome


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Record:
    """A finding, and of what it is: one line of claims.jsonl."""

    claim: str
    variant: str  # "" is the claim as stated
    role: str  # claim, near miss, repair, right where
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
