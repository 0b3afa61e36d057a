"""What a row of the learned laws is, and of which field."""

from enum import StrEnum

DRAWN = "gauss-1d-standard"  # the law whose field the published script draws
MODELS = {DRAWN: 0.03, "gauss-1d": 0.03, "gauss-2d": 0.05, "mixture-2d": 0.05}  # name: bound on the error
PAPER = ("paper-gauss-1d", "paper-gauss-2d")  # as published; their weights are not kept


class Kind(StrEnum):
    AT = "error at t"
    ERROR = "relative error in L2(p_t)"
    EXCESS = "excess loss per coordinate"
    FLOOR = "loss of the closed form, less the floor, per coordinate"
    PUBLISHED = "loss of the published field, less the network's"
    JACOBIAN = "relative error of the Jacobian of the end map"
    END = "relative error of the end map"
    CORRELATION = "correlation by S = E[J J^T]"
    PATH = "path"
    SEEDS = "over seeds of training"
    KEPT = "what is kept, less what is here"


class Field(StrEnum):
    NETWORK = "network"
    PUBLISHED = "published code"
    CLOSED = "closed form"
