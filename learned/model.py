"""Trained models: `load("gauss-2d").velocity(x, t)` is the field that was learned, whatever the network predicts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from analytic.options import number, path, placed, there
from learned import networks
from learned import preset as presets
from learned.data import Law
from learned.data.law import KINDS
from learned.files import tables
from learned.probe.directions import batch, plain, said
from learned.train import checkpoint, objective
from learned.train.start import seeded

FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True, eq=False, repr=False)
class Model:
    network: nn.Module  # eval mode, no gradients on its weights, contiguous
    preset: presets.Preset
    card: dict[str, Any]

    def __repr__(self) -> str:
        size = sum(p.numel() for p in self.network.parameters())
        return f"Model({self.preset.name!r}, a {self.preset.task} of {size} weights)"

    def velocity(self, x: Tensor, t: Any) -> Tensor:
        """v(x, t), (N, *shape): t a number or (N,). Where the network predicts x1, t < 1; where x0, t > 0."""
        if self.preset.task != "flow":
            raise ValueError(f"{self.preset.name} is a {self.preset.task}: it has no velocity; call its network on images")
        weight = next(self.network.parameters())
        if batch(x).dtype != weight.dtype or x.device != weight.device:
            raise ValueError(
                f"x is {x.dtype} on {x.device}: this model is {weight.dtype} on {weight.device}; load it so, or move x"
            )
        if not isinstance(t, Tensor):
            t = number("t", t)
        elif not plain(t) or not t.is_floating_point() or t.shape not in ((), x.shape[:1]):
            raise ValueError(f"t is {said(t)}: give a number, or a tensor with one time for each row, ({len(x)},)")
        return objective.field(self.preset.loss.target, self.network, x, t)

    def data_law(self) -> Law:
        """The closed form that it was trained on."""
        if self.preset.data["kind"] not in KINDS:
            raise ValueError(f"{self.preset.name} was trained on {self.preset.data['kind']}: there is no closed form")
        return Law(self.preset.data)


def names() -> list[str]:
    """Models that come with the package."""
    return sorted(p.parent.name for p in FOLDER.glob("*/card.json"))


def load(name: str | Path, dtype: torch.dtype = torch.float32, device: str = "cpu") -> Model:
    """The model of this name (`learned/weights/NAME`), or in this folder; its weights must have the checksum of its card."""
    given = path("model", name)
    placed(dtype, device)
    folder = FOLDER / given if there(FOLDER / given / "card.json") else given
    card, weights = folder / "card.json", folder / "weights.safetensors"
    for file in (card, weights):
        if not there(file):
            raise ValueError(f"there is no {file}: name a folder that training wrote, or one of {', '.join(names()) or 'none yet'}")
    try:
        written = tables.load(card, float)
        preset, wanted, shape = presets.of(written["preset"], str(card)), written["weights_sha256"], tuple(written["shape"])
    except (KeyError, TypeError, ValueError) as e:
        raise ValueError(f"{card} is damaged ({e}): restore it, or train again") from None
    if (found := checkpoint.sha256(weights)) != wanted:
        raise ValueError(f"{weights} has SHA-256 {found[:12]}..., its card says {wanted[:12]}...: restore it, or train again")
    built = seeded(0, lambda: networks.build(preset.network, shape))
    state, _ = checkpoint.load(weights, like=built.state_dict())
    built.load_state_dict(state)
    return Model(built.to(device, dtype).eval().requires_grad_(False), preset, written)
