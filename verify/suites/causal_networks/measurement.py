"""More seeds of training: point n is the training of all six networks with the seed n, asked; its weights are not kept.

answers (cells, 3): value, sampling, distance;   loss (networks,);   sha256 (networks, 32) of the weights, as bytes
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from learned import model, preset
from learned.train import train
from verify.suites.causal_networks import asking, filtered, nodes
from verify.suites.common.measurement import Arrays, Measurement

SETTINGS: dict[str, Any] = {"seed": 0, "draws": nodes.DRAWS, "jacobians": filtered.POINTS, "probes": filtered.PROBES}
SETTINGS |= {"method": "rk4", "steps": nodes.STEPS, "dtype": "float64", "device": "cpu"}
SEEDS = 3


def trained(name: str, seed: int) -> model.Model:
    """The network of this preset trained with this seed: 0 is the one that comes with the library."""
    if seed == 0:
        return model.load(name, dtype=torch.float64)
    with TemporaryDirectory() as folder:
        train(preset.read(name, [f"seed={seed}"]), folder, progress=False)
        return model.load(folder, dtype=torch.float64)


def block(index: range) -> Arrays:
    of = {name: trained(name, index.start) for name in asking.MODELS}
    found: list[nodes.Estimate] = []
    for graph in asking.GRAPHS:
        by_node, joint = (of[f"{graph}-{kind}"] for kind in (asking.NODES, asking.JOINT))
        found += asking.answers(graph, by_node.network, joint.velocity, SETTINGS["seed"]).values()
    return {
        "answers": np.array([[[a.value, a.sampling, a.distance] for a in found]]),
        "loss": np.array([[m.card["loss"] for m in of.values()]]),
        "sha256": np.array([[list(bytes.fromhex(m.card["weights_sha256"])) for m in of.values()]], dtype=np.uint8),
    }


def begin() -> Callable[[range], Arrays]:
    return block


NAME = "causal_networks"
MEASUREMENT = Measurement(NAME, asking.MODELS[0], SETTINGS, 1, SEEDS, begin, Path(__file__).parent, asking.MODELS[1:])
MEASUREMENTS = (MEASUREMENT,)
