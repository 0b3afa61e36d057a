"""Spectra of (1 - t) Dv along trajectories of flows to MNIST, in float32: of its symmetric part, the largest eigenvalue first.

    eigenvalues (n, times, 784);   asymmetry (n, times): |J - J^T|/(2 |J|), Frobenius;
    at the time SHOWN also: first, last (n, ranks): what part of |x1_m - x1|^2, of the SECANTS training images nearest to the end
    x1 of the trajectory, lies in the span of the first or of the last r eigenvectors, r each of RANKS, summed over m;
    of the first trajectory of a block: vectors (1, ranks, 784), the state x_t (1, 784), the end (1, 784)

Four networks: minibatch optimal transport or independent ends, predicting the image or the velocity. Their weights are not kept.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import data, dependence, flow, model, probe
from verify.suites.common import elsewhere
from verify.suites.common.measurement import Arrays, Measurement
from verify.suites.spectra.kinds import MODELS, PIXELS, RANKS, SHOWN, TIMES

SHAPE, SECANTS, STEPS = (1, 28, 28), 16, 8  # of the solver between neighbours of TIMES
SETTINGS: dict[str, Any] = {"seed": 0, "times": list(TIMES), "shown": SHOWN, "ranks": list(RANKS), "secants": SECANTS}
SETTINGS |= {"method": "rk4", "steps": STEPS, "dtype": "float32"}
BLOCK, POINTS, CHUNK = 4, 24, 112  # directions at a time


def begin(run: str | Path) -> Callable[[range], Arrays]:
    trained = model.load(run)
    images = data.load(trained.preset.data)
    return partial(block, trained.velocity, images.batch(slice(None)).flatten(1))  # type: ignore[union-attr]


def block(velocity: Any, images: Any, index: range) -> Arrays:
    """`images` (N, 784): those that the network was trained on."""
    x = torch.as_tensor(dependence.draw(SETTINGS["seed"], index, SHAPE, 1)[0], dtype=images.dtype)
    states = path(velocity, x)
    spectra = [
        [spectrum(velocity, state[n : n + 1], t) for t, state in zip(TIMES, states[:-1], strict=True)] for n in range(len(x))
    ]
    shown = TIMES.index(SHOWN)
    vectors, ends = [each[shown][1] for each in spectra], states[-1].flatten(1)
    parts = [inside(v, nearest(images, end)) for v, end in zip(vectors, ends, strict=True)]
    found = {
        "eigenvalues": [[e[0].numpy() for e in each] for each in spectra],
        "asymmetry": [[e[2] for e in each] for each in spectra],
        "first": [first for first, _ in parts],
        "last": [last for _, last in parts],
        "vectors": [vectors[0][:, [r - 1 for r in RANKS]].T.numpy()],
        "x": [states[shown][0].flatten().numpy()],
        "end": [ends[0].numpy()],
    }
    return {name: np.array(values, dtype=np.float32) for name, values in found.items()}


def path(velocity: Any, x: Any) -> list[Any]:
    """x_t at TIMES, and the end."""
    out, knots = [], (0.0, *TIMES, 1.0)
    with torch.no_grad():
        for s, t in pairwise(knots):
            x = flow.integrate(velocity, x, s, t, steps=STEPS, method="euler" if t == 1.0 else "rk4")  # which never asks at t = 1
            out.append(x)
    return out


def spectrum(velocity: Any, x: Any, t: float) -> tuple[Any, Any, float]:
    """Of (1 - t) Dv at one x: eigenvalues (784,) and eigenvectors (784, 784) in columns, the largest first; the asymmetry."""
    unit = torch.eye(PIXELS, dtype=x.dtype).reshape(PIXELS, *x.shape)
    J = (1 - t) * probe.jvp(lambda a: velocity(a, t), x, unit, CHUNK)[1].reshape(PIXELS, PIXELS).T
    values, vectors = torch.linalg.eigh((J + J.T) / 2)
    return values.flip(0), vectors.flip(1), float((J - J.T).norm() / (2 * J.norm()))


def nearest(images: Any, end: Any) -> Any:
    """Secants (SECANTS, 784) from the end to the nearest images."""
    at = torch.cdist(end[None], images)[0].topk(SECANTS, largest=False).indices
    return images[at] - end


def inside(vectors: Any, secants: Any) -> tuple[list[float], list[float]]:
    """The part of the secants' squares in the span of the first r eigenvectors, and of the last r, r each of RANKS."""
    each = ((secants @ vectors) ** 2).sum(0)
    share, back = (each / each.sum()).cumsum(0), (each / each.sum()).flip(0).cumsum(0)
    return [float(share[r - 1]) for r in RANKS], [float(back[r - 1]) for r in RANKS]


def of(name: str) -> Measurement:
    return Measurement(name, name, SETTINGS, BLOCK, POINTS, begin, Path(__file__).parent, trained_by=elsewhere.command(name))


MEASUREMENTS = tuple(map(of, MODELS))
