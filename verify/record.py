"""Findings and records: what was found, as plain data. Fields are given by name."""

from dataclasses import dataclass
from enum import StrEnum

from verify.claim import Outcome

NOT_RUN = "NOT RUN"  # stands for an outcome where there are no records


class RecordRole(StrEnum):
    """What the formula of a record is to the verdict."""

    CLAIM = "claim"
    NEAR_MISS = "near miss"
    REPAIR = "repair"
    RIGHT_WHERE = "right where"  # the formula of a false sentence, where it is right
    DERIVATION = "derivation"
    BESIDE = "other arithmetic"  # the same derivation in another arithmetic: it decides nothing


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
    role: str  # a value of RecordRole
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
