"""What a row of the learned laws is, and of which field."""

from enum import StrEnum

DRAWN = "gauss-1d-standard"  # the law whose field the published script draws


class Kind(StrEnum):
    AT = "error at t"
    ERROR = "relative error in L2(p_t)"
    EXCESS = "excess loss per coordinate"
    FLOOR = "loss of the closed form, less the floor, per coordinate"
    PUBLISHED = "loss of the published field, less the network's"
    JACOBIAN = "relative error of the Jacobian of the end map"
    END = "relative error of the end map"
    PATH = "path"


class Field(StrEnum):
    NETWORK = "network"
    PUBLISHED = "published code"
    CLOSED = "closed form"
