"""More seeds of the networks on laws: how far each is from the closed form, on the draws of the seed 0 of a run.

velocity, half (trainings,): the relative error in L2(p_t), half its interval;   jacobian, end: relative errors of the end map;
correlation: of its first and last coordinate by S = E[J J^T], 1 on a line
"""

from pathlib import Path
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.suites.common.trainings import Training, measurement
from verify.suites.laws import errors
from verify.suites.laws.kinds import MODELS, PAPER, Kind

TRAININGS = (*map(Training, MODELS), *(Training(name, kept=False) for name in PAPER))
SETTINGS: dict[str, Any] = {
    "seed": 0,
    "draws": errors.STRATA * errors.DRAWS,
    "ends": errors.POINTS,
    "steps": errors.STEPS,
    "dtype": "float64",
}


ENDS = {"jacobian": Kind.JACOBIAN, "end": Kind.END, "correlation": Kind.CORRELATION}


def ask(trained: Any) -> dict[str, float]:
    law = trained.data_law().law(arithmetic.float64())
    draws, points = (np.random.default_rng([SETTINGS["seed"], stream]) for stream in (1, 2))
    value, half = errors.error(errors.losses(law, errors.field_of(trained.velocity), None, draws))
    ends = errors.end_map(law, trained, points)
    return {"velocity": value, "half": half} | {key: ends[kind]["value"] for key, kind in ENDS.items()}


MEASUREMENT = measurement("laws", TRAININGS, ask, SETTINGS, Path(__file__).parent)
MEASUREMENTS = (MEASUREMENT,)
