"""card.json: what was trained, on what, how long, and how good it is, measured on draws that training did not see."""

import json
import math
import os
import platform
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analytic import gaussian, mixture
from analytic.arithmetic import float64
from learned import preset as presets
from learned.data import Law, Nodes
from learned.files.atomic import write_whole
from learned.files.versions import versions
from learned.networks import classifier
from learned.preset import Preset
from learned.train import checkpoint, objective

LIBRARIES = ("driftproof", "torch", "torchvision", "numpy", "scipy", "safetensors")
BATCHES = 64  # of fresh draws behind each loss in a card


def export(preset: Preset, network: torch.nn.Module, folder: Path) -> str:
    """weights.safetensors in the preset's precision; network then holds what was written. Returns its SHA-256."""
    dtype = getattr(torch, preset.run.export)
    state = {k: v.to(dtype) if v.is_floating_point() else v for k, v in network.state_dict().items()}
    network.load_state_dict(state)
    return checkpoint.save(folder / "weights.safetensors", state, {"preset": preset.name})


@torch.no_grad()
def loss(preset: Preset, network: torch.nn.Module, data: Any, batches: int = BATCHES) -> tuple[float, float]:
    """Mean loss over fresh draws and its standard error, the network in eval mode."""
    device = next(network.parameters()).device
    network.eval()
    fresh = ([a.to(device) for a in batch] for batch in objective.fresh_batches(preset, data, batches))
    means = [objective.TASKS[preset.task].loss(preset, network, *batch).mean().item() for batch in fresh]
    return float(np.mean(means)), float(np.std(means, ddof=1) / math.sqrt(batches))


@torch.no_grad()
def velocity_error(preset: Preset, network: torch.nn.Module, law: Law, times: int = 256, points: int = 1024) -> tuple[float, float]:
    """(sqrt(int E|v - u|^2 dt / int E|u|^2 dt), int E|v - u|^2 dt per coordinate).

    One t in each of `times` equal parts of [0, 1]; u is the closed form; the points x_t at each time are fresh.
    """
    generator, device = objective.stream(preset.seed, objective.TEST, 1 << 32), next(network.parameters()).device
    exact = law.law(float64())
    drift = (mixture if isinstance(exact, mixture.Mixture) else gaussian).drift
    network.eval()
    off, size = 0.0, 0.0
    for i in range(times):
        t = (i + float(torch.rand(1, generator=generator, dtype=torch.float64))) / times
        x1 = law.sample(points, generator).double()
        x = (1 - t) * torch.randn(x1.shape, generator=generator, dtype=torch.float64) + t * x1  # (points, d)
        u = torch.from_numpy(drift(exact, t, x.numpy()))
        v = objective.field(preset.loss.target, network, x.float().to(device), t).cpu().double()
        off, size = off + float((v - u).square().mean()), size + float(u.square().mean())
    return math.sqrt(off / size), off / times


def make(
    preset: Preset, network: torch.nn.Module, data: Any, folder: Path, run: Mapping[str, Any], test: Any = None
) -> dict[str, Any]:
    """Writes weights.safetensors and card.json; the card is returned. `test`: the other split."""
    full = loss(preset, network, data)[0]
    digest = export(preset, network, folder)
    value, error = loss(preset, network, data)
    card: dict[str, Any] = {"name": preset.name, "about": preset.about, "preset": presets.table(preset), "retrain": command(preset)}
    card |= {"shape": list(data.shape), "parameters": sum(p.numel() for p in network.parameters()), **run, **where()}
    card |= {"data": dict(preset.data), "data_checksum": data.checksum}
    card |= {"loss": value, "loss_standard_error": error, "loss_before_rounding": full}
    card |= {"loss_draws": BATCHES * preset.optimiser.batch}
    card |= _beside_theory(preset, network, data) | _on_the_other_split(preset, network, test)
    card["weights_sha256"] = digest
    write_whole(folder / "card.json", json.dumps(card, indent=1) + "\n", checkpoint.ADVICE)
    return card


def _beside_theory(preset: Preset, network: torch.nn.Module, data: Any) -> dict[str, Any]:
    """The distance from the closed form, where there is one."""
    if isinstance(data, Nodes) and preset.loss.target == "velocity":
        return {"floor": data.floor()}
    if not isinstance(data, Law) or preset.loss.coupling != "independent":
        return {}
    relative, excess = velocity_error(preset, network, data)
    floor = {"floor": data.floor()} if preset.loss.target == "velocity" else {}
    return {"velocity_error": relative, "excess": excess, **floor}


def _on_the_other_split(preset: Preset, network: torch.nn.Module, test: Any) -> dict[str, Any]:
    if test is None:
        return {}
    rows = {"quality_test": quality(network, test)} if preset.task == "classifier" else {}
    return {"loss_test": loss(preset, network, test)[0], **rows}


@torch.no_grad()
def quality(network: torch.nn.Module, data: Any, batch: int = 500) -> list[dict[str, Any]]:
    """A row for each attribute: base rate, accuracy, balanced accuracy, AUC."""
    device = next(network.parameters()).device
    parts = torch.split(torch.arange(len(data.x)), batch)
    logits = torch.cat([network(data.batch(i).to(device)).float().cpu() for i in parts])  # (N, L)
    rows = classifier.quality(logits, torch.as_tensor(data.labels))
    return [{"name": data.names[i] if data.names else str(i), **dict(row)} for i, row in enumerate(rows)]


def command(preset: Preset) -> str:
    return " ".join(["driftproof train", preset.name, *(f"--set {shlex.quote(text)}" for text in preset.overrides)])


def where() -> dict[str, Any]:
    """Versions and machine."""
    return {
        "threads": torch.get_num_threads(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": versions(LIBRARIES),
    }
