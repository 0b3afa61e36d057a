"""More seeds of the networks on fixed pairs, in bfloat16 two of them; and of the network on two crossing lines.

share (trainings, steps): of the pairs that Euler reproduces;   of the crossing lines `priced`
"""

from pathlib import Path
from typing import Any

import torch

from learned import data, flow
from verify.suites.common.trainings import BFLOAT16, Training, measurement
from verify.suites.memorisation.kinds import CROSSING, MIRROR, MIRRORED, RANDOM
from verify.suites.memorisation.price import TIMES, priced

STEPS = (11, 101, 1001)  # odd, so that no step lands on the crossing at 1/2
NOISIEST, HOME = RANDOM[-1], Path(__file__).parent
TRAININGS = (*map(Training, (*RANDOM, *MIRRORED)), Training(MIRROR, BFLOAT16), Training(NOISIEST, BFLOAT16))
SETTINGS = {"trainings": [[t.model, t.precision] for t in TRAININGS], "method": "euler", "steps": list(STEPS), "dtype": "float64"}


def ends(trained: Any) -> tuple[Any, Any]:
    """The pairs themselves, without the noise of training: x0 and x1, (N, d)."""
    pairs = data.load({k: v for k, v in trained.preset.data.items() if k not in ("noise", "copies")})
    assert isinstance(pairs, data.Pairs)
    return pairs.x0.double(), pairs.x1.double()


def hits(y: Any, x1: Any) -> Any:
    """Which of the ends lie nearest to their own partner."""
    return torch.cdist(y, x1).argmin(1) == torch.arange(len(x1))


def shares(trained: Any) -> list[float]:
    x0, x1 = ends(trained)
    with torch.no_grad():
        return [float(hits(flow.integrate(trained.velocity, x0, steps=n), x1).double().mean()) for n in STEPS]


def ask(trained: Any) -> dict[str, Any]:
    return {"share": shares(trained)}


MEASUREMENT = measurement("memorisation", TRAININGS, ask, SETTINGS, HOME)
CROSSED = measurement(CROSSING, (Training(CROSSING),), priced, {"times": TIMES, "dtype": "float64"}, HOME)
MEASUREMENTS = (MEASUREMENT, CROSSED)
