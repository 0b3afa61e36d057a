"""Other seeds of training, and bfloat16: networks of presets that come with the library, trained again as they are asked for.

The one of seed 0 in float32 is the library's own. Others are kept in the cache, where a training that was stopped goes on.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from scipy.stats import t

from learned import model, preset
from learned.files.places import cache
from learned.train import train
from verify.drawing.tables import Row
from verify.suites.common.intervals import TAIL

SEEDS = 3
FLOAT32, BFLOAT16 = "float32", "bf16"  # of `run.precision`


@dataclass(frozen=True)
class Training:
    model: str  # a preset
    precision: str = FLOAT32


def trained(training: Training, seed: int) -> Any:
    """The model, its weights as float64."""
    if (seed, training.precision) == (0, FLOAT32):
        return model.load(training.model, dtype=torch.float64)
    folder = cache() / "runs" / "seeds" / f"{training.model}-{seed}-{training.precision}"
    train(preset.read(training.model, [f"seed={seed}", f"run.precision={training.precision}"]), folder, progress=False)
    return model.load(folder, dtype=torch.float64)


def over_seeds(row: Row, values: Any) -> Row:
    """The mean of the seeds, each of them, and how far the outermost are apart."""
    each = [float(v) for v in values]
    return row | {"value": sum(each) / len(each), "each": each, "spread": max(each) - min(each), "n": len(each)}


def less(row: Row, these: Any, those: Any) -> Row:
    """The mean of these less those, seed by seed, which share start and batches: its interval by Student's t at 95 %."""
    gap = np.asarray(these, dtype=float) - np.asarray(those, dtype=float)
    half = float(t.isf(TAIL, len(gap) - 1) * gap.std(ddof=1) / np.sqrt(len(gap)))
    mean = float(gap.mean())
    return row | {"value": mean, "low": mean - half, "high": mean + half, "each": gap.tolist(), "n": len(gap)}
