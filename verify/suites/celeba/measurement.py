"""The attributes of generated faces: what a wiggle of the source does to the classifier's 40 logits, J z and three rows of J.

    y = C(phi_1(x0)),  w = J z,  z ~ N(0, I),  gram = J J^T of ROWS      x0 ~ N(0, I), phi the flow, C the classifier

J z by forward mode, gram by reverse mode. Logits are real numbers, labels are 0 or 1: correlations of the two differ even where
both networks are perfect. No image is kept, nor anything of which one could be made.

The library's own classifier is small. Through ResNet50, as in Causality-Delta, the same source points are asked of the same flow;
its weights are too large to be kept. What other seeds of the flow's training give is kept, their weights are not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import dependence, flow, model, probe
from verify.papers.causality_delta.printed import ATTRIBUTES
from verify.suites.common import elsewhere, trainings
from verify.suites.common.measurement import Arrays, Measurement

FLOW, CLASSIFIER, SHAPE = "celeba-flow", "celeba-classifier", (3, 64, 64)
ROWS = tuple(number - 1 for number in ATTRIBUTES)  # Heavy_Makeup, Pointy_Nose, Rosy_Cheeks: the paper numbers them from 1
SEED, PROBES, METHOD, STEPS, CHUNK = 0, 2, "rk4", 16, 8  # times of `learned.flow.cosine`
SOURCES = 128  # asked of each seed: two processes take half an hour for three
TRAININGS = (trainings.Training(FLOW),)
SETTINGS = {"seed": SEED, "probes": PROBES, "method": METHOD, "steps": STEPS, "times": "cosine", "dtype": "float32", "chunk": CHUNK}


@dataclass(frozen=True, eq=False)
class Found:
    """Tensors at source points x0 (N, 3, 64, 64) and directions z (k, N, 3, 64, 64)."""

    x0: Any
    z: Any
    y: Any  # (N, 40)
    w: Any  # (k, N, 40)
    rows: Any  # (3, N, 3, 64, 64)


@dataclass(frozen=True, eq=False)
class Networks:
    """Both networks in one dtype."""

    velocity: Any
    classifier: Any
    dtype: Any

    @classmethod
    def load(cls, dtype: str = "float32", classifier: str | Path = CLASSIFIER) -> "Networks":
        kind = getattr(torch, dtype)
        trained, asked = (model.load(name, dtype=kind) for name in (FLOW, classifier))
        return cls(trained.velocity, asked.network, kind)

    def source(self, index: range) -> tuple[Any, Any]:
        """x0 and z of these points."""
        x, z = dependence.draw(SEED, index, SHAPE, PROBES)
        return torch.as_tensor(x, dtype=self.dtype), torch.as_tensor(z, dtype=self.dtype)

    def logits(self, x: Any) -> Any:
        """y, (N, 40)."""
        with torch.no_grad():
            return self.classifier(flow.integrate(self.velocity, x, steps=flow.cosine(STEPS), method=METHOD))

    def push(self, x: Any, z: Any, steps: int = STEPS) -> tuple[Any, Any, Any]:
        """phi_1(x), y and J z."""
        end, v = flow.push(self.velocity, x, z, steps=flow.cosine(steps), method=METHOD)
        return (end, *probe.jvp(self.classifier, end, v))

    def found(self, x: Any, z: Any) -> Found:
        end, y, w = self.push(x, z)
        one = torch.eye(y.shape[1], dtype=self.dtype)[list(ROWS), None].expand(-1, *y.shape)
        down = probe.vjp(self.classifier, end, one)[1]
        return Found(x, z, y, w, flow.pull(self.velocity, x, down, steps=flow.cosine(STEPS), method=METHOD)[1])


def kept(found: Found) -> Arrays:
    """What is stored of these points, as float32: y (N, 40), w (N, k, 40), length |z| (N, k), gram (N, 3, 3)."""
    y, w, z, rows = (a.detach().double().numpy() for a in (found.y, found.w, found.z.flatten(2), found.rows.flatten(2)))
    arrays = {"y": y, "w": w.swapaxes(0, 1), "length": np.sqrt((z**2).sum(2)).T, "gram": np.einsum("ind,jnd->nij", rows, rows)}
    return {name: np.ascontiguousarray(a, dtype=np.float32) for name, a in arrays.items()}


def begin(classifier: str | Path = CLASSIFIER) -> Callable[[range], Arrays]:
    return partial(block, Networks.load(classifier=classifier))


def block(networks: Networks, index: range) -> Arrays:
    chunks = [range(i, min(i + CHUNK, index.stop)) for i in range(index.start, index.stop, CHUNK)]
    parts = [kept(networks.found(*networks.source(chunk))) for chunk in chunks]
    return {name: np.concatenate([p[name] for p in parts]) for name in parts[0]}


def ask(trained: Any) -> Arrays:
    """What is stored of the first points, for each seed of the flow's training."""
    trained.network.float()
    return block(replace(Networks.load(), velocity=trained.velocity), range(SOURCES))


HOME, RESNET = Path(__file__).parent, "celeba-resnet50"
TRAINED = elsewhere.command(RESNET, ["optimiser.steps=1510"])  # eight rounds, as the small one; the preset has twenty
MEASUREMENT = Measurement("celeba", FLOW, SETTINGS, 16, 640, begin, HOME, (CLASSIFIER,))
THROUGH = Measurement(RESNET, RESNET, SETTINGS, 16, 256, begin, HOME, (FLOW,), trained_by=TRAINED)
SEEDS = replace(trainings.measurement(f"{FLOW}-seeds", TRAININGS, ask, SETTINGS | {"sources": SOURCES}, HOME), others=(CLASSIFIER,))
MEASUREMENTS = (MEASUREMENT, THROUGH, SEEDS)
