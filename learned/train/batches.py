"""This process's part of each batch, on its device."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import torch

from learned.preset import Preset
from learned.train import objective
from learned.train.state import processes


@contextmanager
def drawn(preset: Preset, data: Any, steps: range, device: torch.device) -> Iterator[Iterator[objective.Batch]]:
    """The batches of these steps, one after another; for a GPU the next is drawn while the last is learned from."""
    if device.type != "cuda":
        yield (rows(preset, data, step, device) for step in steps)
        return
    with ThreadPoolExecutor(1) as pool:
        yield _ahead(pool, preset, data, steps, device)


def rows(preset: Preset, data: Any, step: int, device: torch.device) -> objective.Batch:
    """Rows r, r + W, ... of the batch of a step, for process r of W."""
    rank, world = processes()
    batch = [a[rank::world] for a in objective.TASKS[preset.task].draw(preset, data, step)]
    if preset.run.channels_last:
        batch = [a.contiguous(memory_format=torch.channels_last) if a.ndim == 4 else a for a in batch]
    return tuple(a.pin_memory().to(device, non_blocking=True) if device.type == "cuda" else a.to(device) for a in batch)


def _ahead(pool: ThreadPoolExecutor, preset: Preset, data: Any, steps: range, device: torch.device) -> Iterator[objective.Batch]:
    """Two batches are under way in the pool at any time."""
    coming = deque(pool.submit(rows, preset, data, step, device) for step in steps[:2])
    for step in steps:
        yield coming.popleft().result()
        if step + 2 < steps.stop:
            coming.append(pool.submit(rows, preset, data, step + 2, device))
