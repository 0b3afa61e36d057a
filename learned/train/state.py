"""The state of a training: everything that the next step depends on, on disk and over processes."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from learned import preset as presets
from learned.files.atomic import sweep, write_whole
from learned.networks import layers
from learned.preset import Preset
from learned.train import checkpoint
from learned.train.start import start

CHECKPOINT, LOG = "checkpoint.safetensors", "log.jsonl"
WRITTEN = (CHECKPOINT, LOG, "weights.safetensors", "card.json", "curve.png", "samples.png")
FREE = ("checkpoint_every", "log_every", "sample_every", "compile", "channels_last", "export")  # [run] keys that may change midway
OTHERWISE = "another folder, or begin anew (--restart)"


class State:
    """Network, averaged weights, AdamW's moments; steps and seconds so far, how often resumed, the rows of the log."""

    def __init__(self, preset: Preset, shape: tuple[int, ...], data: str, device: str, world: int) -> None:
        o = preset.optimiser
        self.preset, self.shape, self.data = preset, shape, data  # data: its checksum
        self.network = _placed(preset, start(preset, shape), device, world)
        self.average = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.adam = torch.optim.AdamW(
            self.network.parameters(), lr=o.lr, betas=(o.betas[0], o.betas[1]), weight_decay=o.weight_decay, fused=True
        )
        for p in self.network.parameters():  # as AdamW does at its first step
            self.adam.state[p] = {
                "step": torch.zeros((), device=p.device),
                "exp_avg": torch.zeros_like(p),
                "exp_avg_sq": torch.zeros_like(p),
            }
        self.step, self.seconds, self.resumed = 0, 0.0, 0
        self.rows: list[dict[str, Any]] = []

    def tensors(self) -> dict[str, Tensor]:
        moments = {f"adam.{k}.{n}": v for n, p in self.network.named_parameters() for k, v in self.adam.state[p].items()}
        weights = {f"network.{k}": v for k, v in self.network.state_dict().items()}
        return weights | {f"average.{k}": v for k, v in self.average.items()} | moments

    @torch.no_grad()
    def average_with(self, c: float) -> None:
        """average <- c average + (1 - c) weights."""
        for name, now in self.network.state_dict().items():
            kept = self.average[name]
            kept.lerp_(now, 1 - c) if kept.is_floating_point() else kept.copy_(now)

    def averaged(self) -> nn.Module:
        """A network of its own with the averaged weights, in eval mode, contiguous."""
        made = start(self.preset, self.shape).to(next(self.network.parameters()).device)
        made.load_state_dict(self.average)
        return made.eval()

    def keep(self, folder: Path) -> None:
        """The checkpoint, and log.jsonl as far as it."""
        header = {"preset": presets.table(self.preset), "step": self.step, "seconds": self.seconds}
        header |= {"resumed": self.resumed, "rows": self.rows, "data": self.data}
        try:
            checkpoint.save(folder / CHECKPOINT, self.tensors(), header)
        except ValueError as e:
            raise ValueError(f"at step {self.step}: {e}; {advice(self.preset, folder)}") from None
        write_whole(folder / LOG, "".join(json.dumps(row) + "\n" for row in self.rows), checkpoint.ADVICE)

    @torch.no_grad()
    def go_on(self, folder: Path) -> None:
        """From the folder's checkpoint, which must be of this preset; where there is none, from the start.

        Where the rate does not depend on how many steps there are, the checkpoint may have been meant for fewer or more.
        """
        path = folder / CHECKPOINT
        for name in WRITTEN:
            sweep(folder, name)
        if not path.exists():
            return
        here = self.tensors()
        tensors, header = checkpoint.load(path, like=here)
        self._check(header, path)
        for name, a in here.items():
            a.copy_(tensors[name])
        self.step, self.seconds, self.rows = header["step"], header["seconds"], header["rows"]
        self.resumed = header["resumed"] + (self.step < self.preset.optimiser.steps)

    def _check(self, header: Mapping[str, Any], path: Path) -> None:
        """ValueError: a training with this header cannot be gone on with."""
        old = {**header["preset"], "data checksum": header.get("data", self.data)}
        _same(old, {**presets.table(self.preset), "data checksum": self.data}, path)
        if header["step"] > (asked := self.preset.optimiser.steps):
            raise ValueError(f"{path} is at step {header['step']}, optimiser.steps = {asked}: {OTHERWISE}")

    @torch.no_grad()
    def share(self) -> None:
        """What process 0 has, on every process."""
        where = next(self.network.parameters()).device
        step = torch.tensor(self.step, device=where)
        for a in (step, *self.tensors().values()):
            there = a.to(where)
            dist.broadcast(there, 0)
            a.copy_(there)
        self.step = int(step)


def processes() -> tuple[int, int]:
    """(rank, how many)."""
    return (dist.get_rank(), dist.get_world_size()) if dist.is_available() and dist.is_initialized() else (0, 1)


def losses_of(window: Sequence[Tensor], preset: Preset, step: int, folder: Path) -> list[float]:
    """The losses of the steps up to `step`; ValueError at the first that is no number."""
    losses: list[float] = torch.stack(list(window)).double().cpu().tolist()
    for i, loss in enumerate(losses):
        if not math.isfinite(loss):
            raise ValueError(f"the loss is {loss} at step {step - len(losses) + i + 1}; {advice(preset, folder)}")
    return losses


def advice(preset: Preset, folder: Path) -> str:
    kept = f"the last good checkpoint is kept in {folder}" if (folder / CHECKPOINT).exists() else "no checkpoint was written yet"
    precise = ", or run.precision=float32" if preset.run.precision != "float32" else ""
    return f"{kept}. Try a smaller optimiser.lr (now {preset.optimiser.lr}), optimiser.clip=1, a longer optimiser.warmup{precise}"


def _placed(preset: Preset, network: nn.Module, device: str, world: int) -> nn.Module:
    if world > 1 and any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in network.modules()):
        if torch.device(device).type != "cuda":
            raise ValueError(
                f"{preset.name} has batch norm, whose statistics {world} processes cannot share on a CPU: "
                "use --set network.norm=group, one process, or GPUs"
            )
        network = nn.SyncBatchNorm.convert_sync_batchnorm(network)
    network = network.to(device)
    return layers.layout(network, device) if preset.run.channels_last else network


def _same(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> None:
    free = {"optimiser.steps"} if new["optimiser"]["schedule"] == "constant" else set()  # longer, by the same steps
    was, now = ({k: v for k, v in _flat(p) if k not in IGNORED | free} for p in (old, new))
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            raise ValueError(
                f"{path} was made with {key} = {was.get(key)!r}, now it is {now.get(key)!r}: give the same preset, {OTHERWISE}"
            )


IGNORED = {"about", "overrides", *(f"run.{key}" for key in FREE)}


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    pairs = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(prefix + key, value)]
    return pairs
