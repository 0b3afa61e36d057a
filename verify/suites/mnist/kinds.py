"""What a row of Table 5's suite is, and by which estimate."""

from enum import StrEnum


class Kind(StrEnum):
    MEASURED = "measured"
    TRAINED = "trained"
    NOT_RUN = "not run"
    AGAIN = "computed again"
    NEXT = "near miss: the next points"
    IMAGE = "derivative image"
    SOLVER = "solver"
    TABLE5 = "Table 5"
    RESOLVED = "what 320 samples resolve"
    TAIL = "tail"
    SETTLING = "settling"
    BATCH = "batch of 320"
    DIGITS = "all ten digits"
    PAIRS = "pairs"
    NEIGHBOURS = "all neighbours"
    SCATTER = "scatter"
    SEEDS = "other seeds of training"
    KEPT = "kept of other seeds"
    WIGGLES = "wiggles have the second moment of the rows"
    UNIT = "near miss: unit directions, without d"
    UNIT_TIMES_D = "unit directions, times d"
    POINCARE = "Cov(y) <= S"
    POINCARE_UNIT = "near miss: Cov(y) <= S of unit directions, without d"
    RATIO = "deviation of S over that of samples"


class Estimate(StrEnum):
    """Of a correlation."""

    ROWS = "S by rows of J"
    WIGGLES = "S by wiggles"
    WIGGLES_CENTRED = "S by wiggles, centred"
    SAMPLES = "samples"
    SAMPLES_UNCENTRED = "samples, uncentred"
    CODED = "as coded: centred, unit directions, undivided"
    TRAIN = "data, train"
    TRAIN_UNCENTRED = "data, train, uncentred"
    TEST = "data, test"
    TEST_UNCENTRED = "data, test, uncentred"


OF_S = frozenset({Estimate.ROWS, Estimate.WIGGLES, Estimate.WIGGLES_CENTRED})


def of_data(split: str) -> tuple[Estimate, Estimate]:
    """The correlation of the data, and the uncentred one."""
    return Estimate(f"data, {split}"), Estimate(f"data, {split}, uncentred")


def twice(method: str, steps: int) -> str:
    """The solver with steps half as long."""
    return f"{method}, {2 * steps} steps"


def less(name: str, other: str, method: str, steps: int) -> str:
    """What a row of SOLVER says: y or J z by another solver, less that by the solver of the measurement."""
    return f"{name}: {other}, less {method}, {steps} steps"
