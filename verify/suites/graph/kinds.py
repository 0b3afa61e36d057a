"""What a row of the graph is."""

from enum import StrEnum


class Kind(StrEnum):
    GRAPH = "graph"
    JUDGED = "judged"
    PAIR = "pair"
    EFFECT = "effect"
    HIDDEN = "hidden common cause"
    RANGE = "range"
