"""What a row of the probes is."""

from enum import StrEnum


class Kind(StrEnum):
    SWEEP = "sweep"
    FLOAT32 = "forward mode, float32 against float64"
    UNDIVIDED = "undivided jvp"
    DIVIDED = "divided jvp"
    TRANSPOSE = "near miss: the transpose"
    FIELD = "forward mode through the law's field, less the formula"
    NETWORK = "forward mode through the network, less the formula"


DIRECTIONS = ("Gaussian", "unit")
CURVE = ("model", "directions", "scheme", "dtype")  # what names a sweep
TANGENTS = frozenset({Kind.UNDIVIDED, Kind.DIVIDED})
