"""Flows of MNIST's fives: what a wiggle of the source does to the pixels of the samples, J z and rows of J.

    y = phi_1(x0),  w = J z,  z ~ N(0, I),  gram = J J^T      x0 ~ N(0, I), pixels from 0 (black) to 1 as in Causality-Delta

For each point: the four pixels of Table 5 in both readings, J z by forward mode, gram by reverse mode, and |w|^2 over all pixels
averaged over its directions, an estimate of the trace of J J^T. For each block: the sums behind the second moments of all pixels
and of all neighbours, of y over the points, of w over the points and their directions. Steps are short at both ends, so that J z is
right to 2 %, where four equal steps leave 50 %.

The library's own network is small; what other seeds of its training give is kept, their weights are not. Nor are those of the
paper's networks, as its code has them and as Table 2 prints them, with its data and training.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import dependence, flow, model
from verify.papers.causality_delta.recipe import SAMPLES
from verify.suites.common import elsewhere
from verify.suites.common.measurement import Arrays, Measurement
from verify.suites.common.trainings import Training, measurement

PIXELS = ((8, 14), (8, 15), (14, 8), (15, 8))  # [row, column]: the published code reads the first two
NAME, SHAPE, CHUNK = "mnist-fives", (1, 28, 28), 8
STEPS = 16  # times of `learned.flow.cosine`
SETTINGS: dict[str, Any] = {"seed": 0, "probes": 2, "dtype": "float32", "chunk": CHUNK}
SETTINGS |= {"method": "rk4", "steps": STEPS, "times": "cosine"}


def sample(
    index: range, dtype: str = "float32", seed: int = 0, rows: bool = True, network: str | Path = NAME, **solver: Any
) -> Any:
    """dependence.Sample at these points: all 784 pixels as features, gram of PIXELS, in units of 0 to 1."""
    return of_model(model.load(network, dtype=getattr(torch, dtype)), index, seed, rows, **solver)


def of_model(trained: Any, index: range, seed: int = 0, rows: bool = True, **solver: Any) -> Any:
    """The same of a model, in the dtype of its weights."""
    black, dtype = trained.preset.data.get("black", -1), next(trained.network.parameters()).dtype
    scale = 1 / (1 - black)
    how = {"method": SETTINGS["method"], "steps": flow.cosine(STEPS)} | solver

    def push(x: Any, z: Any) -> Any:
        y, w = flow.push(trained.velocity, x, z, **how)
        return (y.flatten(1) - black) * scale, w.flatten(2) * scale

    def pull(x: Any) -> Any:
        e = torch.zeros(len(PIXELS), *x.shape, dtype=x.dtype)
        for i, (row, column) in enumerate(PIXELS):
            e[i, :, 0, row, column] = scale
        return flow.pull(trained.velocity, x, e, **how)[1].flatten(2).movedim(0, 1)

    return dependence.measure(push, pull if rows else None, seed, index, SHAPE, SETTINGS["probes"], CHUNK, dtype)


def block(index: range, network: str | Path = NAME) -> Arrays:
    return kept(sample(index, network=network))


def begin(network: str | Path = NAME) -> Callable[[range], Arrays]:
    return partial(block, network=network)


def kept(found: Any) -> Arrays:
    """What is stored of a block, as float32."""
    at = [28 * i + j for i, j in PIXELS]
    arrays = {"y": found.y[:, at], "w": found.w[:, :, at], "gram": found.gram, "trace": (found.w**2).sum(2).mean(1)}
    arrays |= {f"y {name}": s[None] for name, s in sums(found.y).items()}
    arrays |= {f"w {name}": s[None] for name, s in sums(found.w.reshape(-1, 784)).items()}
    return {name: np.ascontiguousarray(a, dtype=np.float32) for name, a in arrays.items()}


def sums(a: Any) -> Arrays:
    """Of images (n, 784): of a pixel, of its square, of its product with the one to the right and with the one below."""
    a = a.reshape(-1, 28, 28)
    products = {"right": a[:, :, :-1] * a[:, :, 1:], "below": a[:, :-1] * a[:, 1:]}
    return {"x": a.sum(0), "xx": (a**2).sum(0)} | {name: p.sum(0) for name, p in products.items()}


HOME, BATCH = Path(__file__).parent, 32  # as many as the published script asks at a time
PAPER, PRINTED = "paper-mnist-fives", "paper-mnist-fives-printed"  # what the published code runs; Table 2 as printed
TRAINED = {PAPER: elsewhere.command(PAPER), PRINTED: elsewhere.command(PRINTED, elsewhere.FASTEST)}
MEASUREMENT = Measurement(NAME, NAME, SETTINGS, 64, 2048, begin, HOME)
PUBLISHED = {name: Measurement(name, name, SETTINGS, BATCH, SAMPLES, begin, HOME, trained_by=how) for name, how in TRAINED.items()}
TRAININGS = (Training(NAME),)


def ask(trained: Any) -> Arrays:
    """What is stored of the first points, for each seed of the training; without the sums over all pixels."""
    trained.network.float()
    found = kept(of_model(trained, range(SAMPLES), SETTINGS["seed"]))
    return {name: found[name] for name in ("y", "w", "gram")}


SEEDS = measurement(f"{NAME}-seeds", TRAININGS, ask, SETTINGS | {"sources": SAMPLES}, HOME)
MEASUREMENTS = (MEASUREMENT, *PUBLISHED.values(), SEEDS)
