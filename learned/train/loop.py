"""The loop of a training, from a folder's checkpoint to its card."""

import math
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch

from analytic.door import whole
from analytic.options import flag, one_of, path, placed, positive
from learned.data import load as load_data
from learned.preset import Preset
from learned.train import card, lock, objective, plots
from learned.train.batches import drawn
from learned.train.journal import Journal, curve, due, floor_of
from learned.train.progress import shown
from learned.train.state import State, processes
from learned.train.step import step


def train(
    preset: Preset,
    folder: str | Path,
    *,
    data_root: str | Path | None = None,
    device: str = "cpu",
    resume: bool = True,
    progress: bool = True,
    stop_after: int | None = None,
    seconds: float | None = None,
) -> dict[str, Any]:
    """Trains to the end, or until `stop_after` steps are done in all; goes on from the folder's checkpoint. Returns the card.

    `seconds`: no step but the first begins later than this after the call; for one process, whose clock it is.
    """
    end = math.inf if seconds is None else time.monotonic() + positive("seconds", seconds)
    one_of("preset", preset, Preset)
    folder, (rank, world) = path("folder", folder), processes()
    if seconds is not None and world > 1:
        raise ValueError(f"seconds = {seconds} with {world} processes, whose clocks differ: give stop_after, or use one process")
    placed(torch.float32, device)
    if stop_after is not None:
        whole("stop_after", stop_after, "give how many steps")
    flag("resume", resume)
    data = load_data(preset.data, data_root)
    objective.check(preset, data)
    steps = preset.optimiser.steps
    with lock.alone(folder, "training", f"training of {preset.name}") if rank == 0 else nullcontext():
        state = _begun(preset, data, folder, device, resume)
        _loop(state, data, folder, min(steps, stop_after or steps), progress and rank == 0, end)
        if state.step < steps or rank > 0:
            return {"name": preset.name, "step": state.step, "folder": str(folder)}
        return _finish(state, data, folder, data_root)


def _begun(preset: Preset, data: Any, folder: Path, device: str, resume: bool) -> State:
    """The state to go on from, the same on every process."""
    rank, world = processes()
    state = State(preset, tuple(data.shape), data.checksum, device, world)
    if rank == 0 and resume:
        state.go_on(folder)
    if world > 1:
        state.share()
    return state


def _loop(state: State, data: Any, folder: Path, until: int, wanted: bool, end: float) -> None:
    """Until so many steps are done, or time.monotonic() is `end`."""
    preset, first = state.preset, processes()[0] == 0
    compiled: Callable[..., Any] = torch.compile(state.network) if preset.run.compile else state.network
    state.network.train()
    device = next(state.network.parameters()).device
    journal = Journal(state, data, folder)
    with (
        drawn(preset, data, range(state.step, until), device) as batches,
        shown(preset.name, state.step, preset.optimiser.steps, wanted) as tell,
    ):
        while state.step < until:
            journal.losses.append(step(state, compiled, next(batches)))
            state.step += 1
            until = state.step if time.monotonic() >= end else until
            now = due(preset, state.step, until)
            if any(now):
                tell(state.step, journal.row())
            if now.checkpoint and first:
                journal.keep()
            if now.samples and first:
                journal.samples()


def _finish(state: State, data: Any, folder: Path, root: Any) -> dict[str, Any]:
    """Weights and card of the averaged network, the curve and samples."""
    preset, network = state.preset, state.averaged()
    run = _facts(state, next(network.parameters()).device)
    curve(state, floor_of(preset, data), folder)
    test = load_data({**preset.data, "split": "test"}, root) if preset.data.get("split") == "train" else None
    made = card.make(preset, network, data, folder, run, test)
    why = plots.samples(folder / "samples.png", preset, data, network) if preset.task == "flow" else None
    if why:
        print(f"{preset.name}: {why}", file=sys.stderr)
    return made


def _facts(state: State, device: torch.device) -> dict[str, Any]:
    """What the card says of the run."""
    return {
        "seed": state.preset.seed,
        "steps": state.step,
        "seconds": round(state.seconds, 1),
        "resumed": state.resumed,
        "device": named(device),
        "tf32": device.type == "cuda" and torch.backends.cuda.matmul.allow_tf32,
        "processes": processes()[1],
        "final_training_loss": state.rows[-1]["loss"],
    }


def named(device: torch.device) -> str:
    """As a record names it."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
