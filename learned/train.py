"""Training: `driftproof train PRESET`, `python -m learned.train PRESET`, `torchrun --nproc-per-node=2 -m learned.train PRESET`.

Step i draws the global batch from (seed, i); process r of W takes its rows r, r + W, ...; gradients are summed over the processes.
So a killed run goes on bit for bit on one CPU, and W processes make the step of one, up to rounding.
"""

import math
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from learned import card, lock, objective, plots
from learned.data import Law
from learned.data import load as load_data
from learned.preset import Optimiser, Preset
from learned.progress import shown
from learned.state import State, losses_of, processes

CURVE_EVERY = 30.0  # seconds, at least, between two drawings of a curve


def train(
    preset: Preset,
    folder: str | Path,
    *,
    data_root: str | Path | None = None,
    device: str = "cpu",
    resume: bool = True,
    progress: bool = True,
    stop_after: int | None = None,
) -> dict[str, Any]:
    """Trains to the end, or until `stop_after` steps are done in all; goes on from the folder's checkpoint. Returns the card."""
    folder, (rank, world) = Path(folder), processes()
    data = load_data(preset.data, data_root)
    objective.check(preset, data)
    with lock.alone(folder, "training", f"training of {preset.name}") if rank == 0 else nullcontext():
        state = State(preset, tuple(data.shape), data.checksum, device, world)
        if rank == 0 and resume:
            state.go_on(folder)
        if world > 1:
            state.share()
        _loop(state, data, folder, min(preset.optimiser.steps, stop_after or preset.optimiser.steps), progress and rank == 0)
        if state.step < preset.optimiser.steps or rank > 0:
            return {"name": preset.name, "step": state.step, "folder": str(folder)}
        return _finish(state, data, folder, data_root)


def _loop(state: State, data: Any, folder: Path, until: int, wanted: bool) -> None:
    preset, run, (rank, _) = state.preset, state.preset.run, processes()
    compiled: Callable[..., Any] = torch.compile(state.network) if run.compile else state.network
    state.network.train()
    floor = floor_of(preset, data)
    began, window = time.monotonic() - state.seconds, list[Tensor]()
    last, drawing = (state.step, state.seconds), time.monotonic()
    device = next(state.network.parameters()).device
    with (
        drawn(preset, data, range(state.step, until), device) as batches,
        shown(preset.name, state.step, preset.optimiser.steps, wanted) as tell,
    ):
        while state.step < until:
            window.append(step(state, compiled, next(batches)))
            state.step += 1
            log, keep, draw = (
                every > 0 and (state.step == until or state.step % every == 0)
                for every in (run.log_every, run.checkpoint_every, run.sample_every)
            )
            if log or keep or draw:
                losses = losses_of(window, preset, state.step, folder)
                state.seconds, window = time.monotonic() - began, []
                row: dict[str, Any] = {
                    "step": state.step,
                    "loss": sum(losses) / len(losses),
                    "lr": rate(preset.optimiser, state.step - 1),
                }
                row |= {"excess": row["loss"] - floor} if floor is not None else {}
                row |= {"steps_per_second": (state.step - last[0]) / max(state.seconds - last[1], 1e-9)}
                last = (state.step, state.seconds)
                state.rows.append(row)
                excess = f", excess {row['excess']:+.4f}" if floor is not None else ""
                tell(state.step, f"loss {row['loss']:.4f}{excess}, {row['steps_per_second']:.3g} steps/s")
            if keep and rank == 0:
                state.keep(folder)
                if time.monotonic() - drawing > CURVE_EVERY:
                    drawing = time.monotonic()
                    plots.curve(folder / "curve.png", state.rows, floor, f"{preset.name}, {state.step} steps")
            if draw and rank == 0 and preset.task == "flow" and state.step < preset.optimiser.steps:
                plots.samples(folder / "samples.png", preset, data, state.averaged())


@contextmanager
def drawn(preset: Preset, data: Any, steps: range, device: torch.device) -> Iterator[Iterator[objective.Batch]]:
    """This process's rows of the batches of these steps; for a GPU the next is drawn while the last is learned from."""
    rank, world = processes()

    def rows(step: int) -> objective.Batch:
        batch = [a[rank::world] for a in objective.TASKS[preset.task].draw(preset, data, step)]
        if preset.run.channels_last:
            batch = [a.contiguous(memory_format=torch.channels_last) if a.ndim == 4 else a for a in batch]
        return tuple(a.pin_memory().to(device, non_blocking=True) if device.type == "cuda" else a.to(device) for a in batch)

    if device.type != "cuda":
        yield map(rows, steps)
        return
    with ThreadPoolExecutor(1) as pool:
        ahead = deque(pool.submit(rows, step) for step in steps[:2])

        def each() -> Iterator[objective.Batch]:
            for step in steps:
                yield ahead.popleft().result()
                if step + 2 < steps.stop:
                    ahead.append(pool.submit(rows, step + 2))

        yield each()


def step(state: State, network: Callable[..., Any], batch: objective.Batch) -> Tensor:
    """theta <- AdamW(theta, grad of (1/B) sum_i loss_i), average <- c average + (1 - c) theta. Returns the loss before."""
    preset, o, parameters = state.preset, state.preset.optimiser, list(state.network.parameters())
    device = parameters[0].device
    with torch.autocast(device.type, torch.bfloat16) if preset.run.precision == "bf16" else nullcontext():
        loss = objective.TASKS[preset.task].loss(preset, network, *batch).sum() / o.batch
    state.adam.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    total = add_up(parameters, loss.detach()) if processes()[1] > 1 else loss.detach()
    if o.clip:
        nn.utils.clip_grad_norm_(parameters, o.clip)
    for group in state.adam.param_groups:
        group["lr"] = rate(o, state.step)
    state.adam.step()
    state.average_with(min(o.ema, (1 + state.step) / (10 + state.step)) if o.ema else 0.0)
    return total


def rate(o: Optimiser, step: int) -> float:
    """lr min(1, (i + 1)/warmup), times (1 + cos(pi i/steps))/2 where the schedule is a cosine."""
    fall = (1 + math.cos(math.pi * step / o.steps)) / 2 if o.schedule == "cosine" else 1.0
    return o.lr * min(1.0, (step + 1) / max(o.warmup, 1)) * fall


def add_up(parameters: list[nn.Parameter], loss: Tensor) -> Tensor:
    """Gradients and the loss summed over the processes, in one message."""
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    flat = torch.cat([*(g.flatten() for g in grads), loss.reshape(1)])
    dist.all_reduce(flat)
    for p, g in zip(parameters, torch.split(flat[:-1], [g.numel() for g in grads]), strict=True):
        p.grad = g.view_as(p)
    return flat[-1]


def floor_of(preset: Preset, data: Any) -> float | None:
    """The loss of the best field, where it is known."""
    plain = preset.loss.target == "velocity" and preset.loss.coupling == "independent"
    return data.floor() if plain and isinstance(data, Law) else None


def _finish(state: State, data: Any, folder: Path, root: Any) -> dict[str, Any]:
    preset, network = state.preset, state.averaged()
    device = next(network.parameters()).device
    run: dict[str, Any] = {"seed": preset.seed, "steps": state.step, "seconds": round(state.seconds, 1), "resumed": state.resumed}
    run |= {"device": torch.cuda.get_device_name(device) if device.type == "cuda" else device.type, "processes": processes()[1]}
    run |= {"final_training_loss": state.rows[-1]["loss"]}
    plots.curve(folder / "curve.png", state.rows, floor_of(preset, data), f"{preset.name}, {state.step} steps")
    test = load_data({**preset.data, "split": "test"}, root) if preset.data.get("split") == "train" else None
    made = card.make(preset, network, data, folder, run, test)
    why = plots.samples(folder / "samples.png", preset, data, network) if preset.task == "flow" else None
    if why:
        print(f"{preset.name}: {why}", file=sys.stderr)
    return made


if __name__ == "__main__":
    from learned.command import main

    sys.exit(main())
