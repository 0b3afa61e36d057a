"""What a row of the curves is, of which field, of which part of the eigenvalues."""

from enum import StrEnum

CIRCLE, MOONS = "circle", "two moons"
SHAPES = {CIRCLE: ("normal", "tangential"), MOONS: ("smaller", "larger")}  # the parts, that of the curve's normal first
LATE = 0.99
NEAR = 0.25  # how near -1 the mean at LATE must be to be called -1


class Kind(StrEnum):
    EIGENVALUE = "eigenvalue"
    FIELD = "field"
    NORMAL = "normal part less -1, in bounds of its rounding"
    TANGENTIAL = "tangential part less (1 - t)(1 - |x0|)/|x_t|, in bounds of its rounding"
    BELOW = "share with an eigenvalue below -1"
    ABOVE = "share with an eigenvalue above (1 - t)/t"
    LIPSCHITZ = "largest |(1 - t) Dv| at 1 - t = 1/(4 L), against (1 - t) L"
    LARGEST = "largest |Dv| found, a lower bound of L"
    FROM_NORMAL = f"distance of the mean normal part from -1 at t = {LATE}"
    FROM_SMALLER = f"distance of the mean smaller part from -1 at t = {LATE}"
    APART_NORMAL = f"difference of the normal parts at t = {LATE}"
    APART_SMALLER = f"difference of the smaller parts at t = {LATE}"
    SEEDS = "over seeds of training"
    KEPT = "what is kept, less what is here"


FROM = {"normal": Kind.FROM_NORMAL, "smaller": Kind.FROM_SMALLER}  # how far the mean of a part is from -1
APART = {"normal": Kind.APART_NORMAL, "smaller": Kind.APART_SMALLER}  # the part of one network less that of the other


class Field(StrEnum):
    OPTIMAL = "closed form, optimal transport"
    INDEPENDENT = "closed form, independent ends"
    VELOCITY = "velocity network"
    X1 = "x1 network"
    BOTH = "velocity network less x1 network"


NETWORKS = {Field.VELOCITY: "velocity", Field.X1: "x1"}
MODELS = {CIRCLE: "circle", MOONS: "moons"}
TRAINED = {f"{MODELS[shape]}-{target}": (shape, field) for shape in SHAPES for field, target in NETWORKS.items()}
