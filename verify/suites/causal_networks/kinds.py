"""What a row of the trained flows is."""

from enum import StrEnum


class Kind(StrEnum):
    ANSWER = "against its construction"
    TRUTH = "against the truth"
    UNTRAINED = "untrained network"
    EXCHANGED = "causes exchanged"
    AGAIN = "asked again"
    TRAINING = "training"


MISSES = (Kind.UNTRAINED, Kind.EXCHANGED)
