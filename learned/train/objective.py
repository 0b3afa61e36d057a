"""The loss of a batch, and the batch of a step, which is a pure function of (seed, step): any process can draw it again.

    x_t = (1 - t) x0 + t x1;   velocity: |v(x_t, t) - (x1 - x0)|^2,   x1: |D(x_t, t) - x1|^2,   x0: |e(x_t, t) - x0|^2

Each is the mean over coordinates, all times weigh the same. The minimiser at each t is the conditional mean whatever the weight;
the weight 1 is bounded, where the velocity's own weight would be 1/(1 - t)^2 for x1 and 1/t^2 for x0. The price: a velocity made
of D is uncertain as t -> 1, one made of e as t -> 0. A classifier's loss is the binary cross-entropy of its logits.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from learned.data import Images, Law, Nodes, Pairs
from learned.preset import Preset
from learned.train.coupling import couple

TRAIN, ORDER, TEST, SAMPLES, START = range(5)  # what a stream is for
Batch = tuple[Tensor, ...]


class Task(NamedTuple):
    draw: Callable[..., Batch]  # (preset, data, step, purpose) -> tensors with B rows
    loss: Callable[..., Tensor]  # (preset, network, *batch) -> (B,)


def stream(seed: int, purpose: int, step: int = 0) -> torch.Generator:
    """A generator of its own for each step and purpose."""
    state = np.random.SeedSequence([seed, purpose, step]).generate_state(1, np.uint64)
    return torch.Generator().manual_seed(int(state[0]) >> 1)


def indices(seed: int, step: int, batch: int, n: int) -> Tensor:
    """Rows of step number `step`, (batch,): one permutation of all n rows after another, cut into batches."""
    place = torch.arange(step * batch, (step + 1) * batch)
    epochs = [(e, place[place // n == e] % n) for e in range(step * batch // n, ((step + 1) * batch - 1) // n + 1)]
    return torch.cat([_order(seed, e, n)[rows] for e, rows in epochs])


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, n: int) -> Tensor:
    return torch.randperm(n, generator=stream(seed, ORDER, epoch))


def times(preset: Preset, generator: torch.Generator) -> Tensor:
    """t_i = (i + u_i)/B, u_i uniform on [0, 1): every part of the time axis in every batch; or t_i uniform."""
    B = preset.optimiser.batch
    t = torch.rand(B, generator=generator)
    return (torch.arange(B) + t) / B if preset.loss.times == "stratified" else t


def draw_flow(preset: Preset, data: Law | Images | Pairs | Nodes, step: int, purpose: int = TRAIN) -> Batch:
    """x0 (B, *shape), x1 (B, *shape), t (B,)."""
    generator = stream(preset.seed, purpose, step)
    t = times(preset, generator)
    return *couple(preset.loss.coupling, *_ends(preset, data, step, purpose, generator)), t


def _ends(preset: Preset, data: Law | Images | Pairs | Nodes, step: int, purpose: int, generator: Any) -> tuple[Any, Any]:
    B = preset.optimiser.batch
    if isinstance(data, Pairs):
        rows = _rows(preset, len(data.x1), step, purpose, generator)
        x0, x1 = data.x0[rows].float(), data.x1[rows].float()
        moved = data.noise * torch.randn(x0.shape, generator=generator) if data.noise else 0
        return x0 + moved, x1 + moved
    if isinstance(data, Nodes):
        return data.ends(B, generator)
    if isinstance(data, Images):
        x1 = _mirrored(preset, data.batch(_rows(preset, len(data.x), step, purpose, generator)), generator)
    else:
        x1 = data.sample(B, generator).float()
    return torch.randn(x1.shape, generator=generator), x1


def draw_labelled(preset: Preset, data: Images, step: int, purpose: int = TRAIN) -> Batch:
    """Images (B, C, H, W) and labels (B, L) in {0, 1}."""
    generator = stream(preset.seed, purpose, step)
    rows = _rows(preset, len(data.x), step, purpose, generator)
    labels = torch.as_tensor(data.labels)[rows]
    return _mirrored(preset, data.batch(rows), generator), labels.float()


def _rows(preset: Preset, n: int, step: int, purpose: int, generator: torch.Generator) -> Tensor:
    if purpose == TRAIN:
        return indices(preset.seed, step, preset.optimiser.batch, n)
    return torch.randint(n, (preset.optimiser.batch,), generator=generator)


def _mirrored(preset: Preset, x: Tensor, generator: torch.Generator) -> Tensor:
    if not preset.loss.mirror:
        return x
    return torch.where(torch.rand(len(x), 1, 1, 1, generator=generator) < 0.5, x.flip(-1), x)


def loss_flow(preset: Preset, network: Callable[..., Any], x0: Tensor, x1: Tensor, t: Tensor) -> Tensor:
    s = t.reshape(-1, *(1,) * (x0.ndim - 1))
    goal = {"velocity": x1 - x0, "x1": x1, "x0": x0}[preset.loss.target]
    made: Tensor = network((1 - s) * x0 + s * x1, t).float()
    return (made - goal).square().flatten(1).mean(1)


def loss_labelled(preset: Preset, network: Callable[..., Any], x: Tensor, labels: Tensor) -> Tensor:
    logits: Tensor = network(x).float()
    return nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none").mean(1)


TASKS = {"flow": Task(draw_flow, loss_flow), "classifier": Task(draw_labelled, loss_labelled)}


def check(preset: Preset, data: Any) -> None:
    """The data must fit the task, the coupling and the mirroring; ValueError says what does not."""
    kind = type(data).__name__
    if preset.task == "classifier" and getattr(data, "labels", None) is None:
        raise ValueError(f"task = 'classifier', but the data ({kind}) have no labels: use data with labels, e.g. kind = 'celeba'")
    if (preset.loss.coupling == "pairs") != isinstance(data, Pairs | Nodes):
        raise ValueError(
            f"loss.coupling = {preset.loss.coupling!r} does not fit the data ({kind}): pairs and nodes need 'pairs', others not"
        )
    if preset.loss.mirror and not isinstance(data, Images):
        raise ValueError(f"loss.mirror = true, but the data ({kind}) are no images")


def field(target: str, network: Callable[[Tensor, Tensor], Tensor], x: Tensor, t: Any) -> Tensor:
    """v = f, (f - x)/(1 - t) or (x - f)/t, where f(x, t) predicts the velocity, x1 or x0."""
    t = torch.as_tensor(t, dtype=x.dtype, device=x.device)
    f, s = network(x, t), t.reshape(-1, *(1,) * (x.ndim - 1)) if t.ndim else t
    return f if target == "velocity" else (f - x) / (1 - s) if target == "x1" else (x - f) / s


def fresh_batches(preset: Preset, data: Any, batches: int) -> Iterator[Batch]:
    """Fresh noise and times, rows at random: not those of training."""
    draw = TASKS[preset.task].draw
    yield from (draw(preset, data, i, TEST) for i in range(batches))
