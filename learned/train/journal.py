"""What a training leaves while it runs: a row of the log now and then, a checkpoint, the curve, samples."""

import time
from pathlib import Path
from typing import Any, NamedTuple

from torch import Tensor

from learned.data import Law, Nodes
from learned.preset import Preset
from learned.train import plots
from learned.train.state import State, losses_of
from learned.train.step import rate

CURVE_EVERY = 30.0  # seconds, at least, between two drawings of a curve


class Due(NamedTuple):
    row: bool
    checkpoint: bool
    samples: bool


def due(preset: Preset, step: int, until: int) -> Due:
    """What is to be left after this many steps: every so many, and whatever is left at all, after the last of this run."""
    run = preset.run
    every = (run.log_every, run.checkpoint_every, run.sample_every)
    return Due(*(n > 0 and (step == until or step % n == 0) for n in every))


def floor_of(preset: Preset, data: Any) -> float | None:
    """The loss of the best field, where it is known."""
    plain = preset.loss.target == "velocity" and preset.loss.coupling != "ot"
    return data.floor() if plain and isinstance(data, Law | Nodes) else None


class Journal:
    """Of one run: the losses since the last row, and the clocks."""

    def __init__(self, state: State, data: Any, folder: Path) -> None:
        self.state, self.data, self.folder = state, data, folder
        self.floor = floor_of(state.preset, data)
        self.began, self.drawn = time.monotonic() - state.seconds, time.monotonic()
        self.last = (state.step, state.seconds)  # of the last row
        self.losses = list[Tensor]()

    def row(self) -> str:
        """A row of the log, and in words what it says: the mean loss since the last one. ValueError where it is no number."""
        state = self.state
        losses = losses_of(self.losses, state.preset, state.step, self.folder)
        state.seconds, self.losses = time.monotonic() - self.began, []
        row = {"step": state.step, "loss": sum(losses) / len(losses), "lr": rate(state.preset.optimiser, state.step - 1)}
        row |= {"excess": row["loss"] - self.floor} if self.floor is not None else {}
        row["steps_per_second"] = (state.step - self.last[0]) / max(state.seconds - self.last[1], 1e-9)
        self.last = (state.step, state.seconds)
        state.rows.append(row)
        excess = f", excess {row['excess']:+.4f}" if self.floor is not None else ""
        return f"loss {row['loss']:.4f}{excess}, {row['steps_per_second']:.3g} steps/s"

    def keep(self) -> None:
        """The checkpoint, and the curve where its last drawing is old."""
        self.state.keep(self.folder)
        if time.monotonic() - self.drawn > CURVE_EVERY:
            self.drawn = time.monotonic()
            curve(self.state, self.floor, self.folder)

    def samples(self) -> None:
        """Samples of the averaged network of a flow, except after its last step: those are drawn with the card."""
        preset = self.state.preset
        if preset.task == "flow" and self.state.step < preset.optimiser.steps:
            plots.samples(self.folder / "samples.png", preset, self.data, self.state.averaged())


def curve(state: State, floor: float | None, folder: Path) -> None:
    plots.curve(folder / "curve.png", state.rows, floor, f"{state.preset.name}, {state.step} steps")
