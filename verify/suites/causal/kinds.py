"""What a cell is: the level of its question, and which construction of a flow answers it."""

from enum import StrEnum


class Level(StrEnum):
    SEE = "see"
    DO = "do"
    IMAGINE = "counterfactual"


class Construction(StrEnum):
    NODES = "one flow a node, given its clean causes"
    TRIANGULAR = "triangular, causes first"
    REVERSED = "triangular, effects first"
    OWN = "flow matching's own map, one latent moved"
    LEAST = "its latent moved the least"
    MASKED = "joint velocity masked to the graph"
    CLAMPED = "coordinate clamped along the flow"
    FILTER = "filter of small directional derivatives"


FORMS = ("markdown", "latex", "json")  # of the tables of one's own graph
NO_LATENT = "it has no latent of the unit's own"
RIGHT = (Construction.NODES, Construction.TRIANGULAR)  # at every level, by theory
SEEING = (*RIGHT, Construction.REVERSED, Construction.OWN, Construction.LEAST)  # whose map generates the law
