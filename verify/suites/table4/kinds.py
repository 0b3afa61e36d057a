"""What rows Table 4 has: a formula and a column each."""

from enum import StrEnum


class Formula(StrEnum):
    CODE = "published code"
    RIGHT = "right drift"


class Column(StrEnum):
    """The Jacobian whose distance to the analytic one is measured."""

    AS_PUBLISHED = "numerical, as published (float32, step 1e-6)"
    FLOAT64 = "numerical, float64, step 1e-6"
    RESOLVED = "numerical, resolved"
    INTERVENTION = "intervention A_k"
    BLEND = "blend"
    BETWEEN = "analytic, published code vs right drift"


class Trained(StrEnum):
    """Of a trained field: its formula, and which two Jacobians are compared."""

    FORMULA = "trained network"
    ANALYTIC = "numerical vs analytic"
    INTERVENTION = "numerical vs intervention A_k"
    BLEND = "numerical vs blend"
    CLOSED_FORM = "blend vs analytic"


NUMERICAL = frozenset({Column.AS_PUBLISHED, Column.FLOAT64, Column.RESOLVED})
