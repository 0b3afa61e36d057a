"""What a row of the spectra is, and of which network."""

from enum import StrEnum

OT_X1, OT_VELOCITY = "mnist-ot-x1", "mnist-ot-velocity"
ENDS_X1, ENDS_VELOCITY = "mnist-independent-x1", "mnist-independent-velocity"
PAIRS = {OT_X1: OT_VELOCITY, ENDS_X1: ENDS_VELOCITY}  # the network that predicts the image, and the velocity
MODELS = tuple(name for pair in PAIRS.items() for name in pair)
TIMES = (0.5, 0.8, 0.9, 0.95, 0.99)
SHOWN = 0.9  # the time of eigenvectors: the paper's own in Figs. 3 and 4
RANKS = (1, 20, 40, 80, 160)  # of Fig. 5, the largest eigenvalue first
PIXELS = 784
NEAR = 0.25  # of an eigenvalue that is called -1 or 0


class Kind(StrEnum):
    TRAINED = "trained"
    NEAR_MINUS_ONE = f"eigenvalues within {NEAR} of -1"
    NEAR_ZERO = f"eigenvalues within {NEAR} of 0"
    BELOW = "eigenvalues below -1"
    ABOVE = "eigenvalues above (1 - t)/t"
    FEWER = "more of them within that of -1 than the network that predicts the velocity has"
    LARGEST = "largest eigenvalue"
    ASYMMETRY = "antisymmetric part of Dv over Dv"
    FIRST = "share of secants in the first eigenvectors"
    LAST = "share of secants in the last eigenvectors"
    MOVING = "share of secants in the pixels that vary most"
    AXES = "share of secants in the first principal axes of the images"
    LEAD = "share in the first eigenvectors, less that of the rival"
    PROFILE = "eigenvalues by rank"
    VECTORS = "eigenvectors"
    ORTHONORMAL = "eigenvectors kept, V V^T less I"
    STATES = "near miss: the state for the first eigenvector"
