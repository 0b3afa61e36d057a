"""Untrained networks: their random start is a function of a seed, and torch's own generator stays as it was."""

from collections.abc import Callable
from functools import partial

import torch
from torch import nn

from learned import networks
from learned.preset import Preset
from learned.train import objective


def start(preset: Preset, shape: tuple[int, ...]) -> nn.Module:
    """The untrained network of a preset, for data of this shape."""
    return seeded(preset.seed, partial(networks.build, preset.network, shape))


def seeded(seed: int, make: Callable[[], nn.Module]) -> nn.Module:
    """make(), its random start a function of the seed, the global generator as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(objective.stream(seed, objective.START).initial_seed()))
        return make()
