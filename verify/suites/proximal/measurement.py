"""More seeds of the networks on curves: the mean of the part that should be -1 near the end, on the sources of the seed 0 of a run.

late, half (trainings,): the mean over trajectories at t = LATE, half its interval
"""

from pathlib import Path
from typing import Any

from verify.suites.common.intervals import mean
from verify.suites.common.trainings import Training, measurement
from verify.suites.proximal import late
from verify.suites.proximal.kinds import LATE, TRAINED

TRAININGS = tuple(map(Training, TRAINED))
SETTINGS: dict[str, Any] = {"seed": 0, "trajectories": late.POINTS, "steps": late.STEPS, "t": LATE, "dtype": "float64"}


def ask(trained: Any) -> dict[str, float]:
    shape, field = TRAINED[trained.preset.name]
    x = late.path(field, trained.velocity, late.sources(SETTINGS["seed"]))[late.TIMES.index(LATE)]
    J = (1 - LATE) * late.jacobian(trained.velocity, x, LATE)
    middle, half = mean(late.parts(shape, J, x.numpy())[0])
    return {"late": middle, "half": half}


MEASUREMENT = measurement("proximal", TRAININGS, ask, SETTINGS, Path(__file__).parent)
MEASUREMENTS = (MEASUREMENT,)
