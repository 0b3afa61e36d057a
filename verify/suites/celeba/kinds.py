"""What a row of Table 6's suite is, and by which estimate."""

from enum import StrEnum


class Kind(StrEnum):
    JUDGED = "judged"
    STEP = "step"
    TABLE6 = "28 and 30"
    THRESHOLD = "threshold"
    PUBLISHED = "published threshold"
    ROW_NORM = "row norm"
    NULL = "null"
    AGREEMENT = "agreement"
    PAIRS = "pairs"
    TAIL = "tail"
    MATRIX = "matrix"
    NETWORK = "network"
    QUALITY = "quality"
    STORE = "store"
    NOT_RUN = "not run"
    SEEDS = "other seeds of training"


class Estimate(StrEnum):
    """Of the correlation of attributes 28 and 30."""

    LABELS = "labels, all"
    LABELS_WITHOUT = "labels, without 19"
    LABELS_WITH = "labels, with 19"
    LABELS_PARTIAL = "labels, partial given 19"
    LOGITS = "logits of the samples"
    PREDICTIONS = "predictions of the samples (logit > 0)"
    LOGITS_WITHOUT = "logits of the samples without 19 (logit <= 0)"
    WIGGLES = "J z, Gaussian directions, not centred (the text)"
    WIGGLES_CENTRED = "J z, Gaussian directions, centred"
    UNIT = "J z, unit directions, not centred"
    UNIT_CENTRED = "J z, unit directions, centred (the code)"
    ROWS = "J J^T, rows of J: no directions"
    MEDIANS = "labels of a latent Gaussian with that correlation, cut at its medians"
    CUT = "the same, cut where the labels are cut"
    WIGGLES_PARTIAL = "J z, partial given 19"
    ROWS_PARTIAL = "J J^T, partial given 19"


class Matrix(StrEnum):
    """Of correlations, 40 x 40."""

    LABELS = "labels"
    LOGITS = "logits of the samples"
    S = "S"
    QUIET = "S, the 17 % of probes with the least |a^T u|"


class Step(StrEnum):
    """What steps leave: half as long ones, and a difference that is not divided."""

    Y = "y at half the step"
    WIGGLES = "J z at half the step"
    DIFFERENCE = "undivided difference, eps = 1e-2, less eps J u"


RANKED = f"{Matrix.S}: 780 pairs, ranked as by the seed 0"  # of the row of other seeds that says so
THROUGH_BOTH = f"{Matrix.S} through both classifiers"  # of the rows that say how alike two matrices are
