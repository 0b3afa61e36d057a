"""More seeds of the networks on fixed pairs: point n is the training of each with the seed n; in bfloat16 two of them.

loss, error (trainings,): mean over fresh draws, its standard error;   share (trainings, steps): of the pairs that Euler reproduces;
seconds (trainings,) of training;   sha256 (trainings, 32) of the weights, as bytes
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import data, flow
from verify.suites.common.measurement import Arrays, Measurement
from verify.suites.common.trainings import BFLOAT16, SEEDS, Training, trained
from verify.suites.memorisation.kinds import MIRROR, MIRRORED, RANDOM

STEPS = (11, 101, 1001)  # odd, so that no step lands on the crossing at 1/2
NOISIEST = RANDOM[-1]
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


def block(index: range) -> Arrays:
    of = [trained(training, index.start) for training in TRAININGS]
    return {
        "loss": np.array([[m.card["loss"] for m in of]]),
        "error": np.array([[m.card["loss_standard_error"] for m in of]]),
        "seconds": np.array([[m.card["seconds"] for m in of]]),
        "share": np.array([[shares(m) for m in of]]),
        "sha256": np.array([[list(bytes.fromhex(m.card["weights_sha256"])) for m in of]], dtype=np.uint8),
    }


def begin() -> Callable[[range], Arrays]:
    return block


MEASUREMENT = Measurement("memorisation", RANDOM[0], SETTINGS, 1, SEEDS, begin, Path(__file__).parent, (*RANDOM[1:], *MIRRORED))
