"""What is compared in a row of autodiff."""

from enum import StrEnum


class Comparison(StrEnum):
    """`UNDIVIDED` is the slip of the published code: the tangent eps u is pushed, and not divided by eps."""

    FORWARD = "jacfwd vs formula"
    REVERSE = "jacrev vs formula"
    PUSHED = "jvp vs formula"
    DIFFERENCES = "differences vs formula"
    MODES = "differences vs jacfwd"
    UNDIVIDED = "undivided jvp vs formula"
    DIVIDED = "divided jvp vs formula"


TANGENTS = frozenset({Comparison.UNDIVIDED, Comparison.DIVIDED})
