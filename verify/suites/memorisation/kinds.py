"""What a row of memorisation is, and of what: a network, or a field in closed form."""

from enum import StrEnum

MIRROR, RANDOM_05 = "pairs-mirror", "pairs-random-05"
RANDOM = ("pairs-random", RANDOM_05, "pairs-random-30")
MIRRORED = (MIRROR, "pairs-mirror-05")
CROSSING = "pairs-crossing"
RECORDED = "python -m verify.suites.memorisation"  # measures the networks of these two rows
FACES = ("pairs-faces", "pairs-faces-512")
FACES_05 = ("pairs-faces-05", "pairs-faces-512-05")
NETWORKS = frozenset({*RANDOM, *MIRRORED, CROSSING})


class Kind(StrEnum):
    REPRODUCED = "share of pairs reproduced"
    SLOPE = "slope of the end map"
    SLOPE_OFF = "distance of the slope from 1"
    PRICE = "loss, against the price 8/(3 L)"
    GRADIENT_W = "variance of the gradient by W"
    GRADIENT_B = "variance of the gradient by b"
    GRADIENT_LATE = "variance of the gradient by b at t = 0.98 less the largest"
    PARTNER = "distance to the training partner"
    FRESH = "share of fresh sources that end on a training point"
    SOURCES = "share of training sources that end on their partner"
    TRIANGLE = "own and next distance, over the nearest face's, at least"
    GAP = "smallest gap between two lines"
    OUTWEIGHS = "noise below which the own pair outweighs all others"
    AGAIN = "pairs, gaps and exact ends made anew, largest difference"
    LARGEST = "largest distance to the partner"
    ANGLE = "angle of the flow"
    REMOVED = "share of the mispairing that noise removes"
    LOSS_PAIR = "loss of the pair-optimal field"
    LOSS_OPTIMAL = "loss of the optimal field"
    SEEDS = "loss over seeds of training"
    BFLOAT16 = "loss in bfloat16, less that in float32"
    KEPT = "what is kept, less what is here"
    LOSS_GAP = "loss of the pair-optimal field less the optimal one's"


OF_SEEDS = frozenset({Kind.SEEDS, Kind.BFLOAT16, Kind.KEPT})  # other seeds of training
GRADIENTS = {Kind.GRADIENT_W: "W", Kind.GRADIENT_B: "b"}  # by what


class Model(StrEnum):
    """Besides the networks, and the laws of `gradients`."""

    REFLECTION = "reflection, x1 = 5 - x0"
    SMOOTHED = "reflection, smoothed"
    FINITE = "finite data"
    FACES = "exact fields of faces"
    TURNED = "turned coupling with noise"
