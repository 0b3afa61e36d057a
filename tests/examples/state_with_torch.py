"""A trained torch module as a velocity field: its mean squared error against the closed form, with an interval."""

import torch

from driftproof import as_derivation


class Network(torch.nn.Module):  # yours comes from a file; this one happens to be right
    def forward(self, x, t):
        return (2 * t - 1) / ((1 - t) ** 2 + t**2) * x


standard = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]]}
network = as_derivation(Network(), of="velocity", parameters=standard, tolerance=1e-3, name="network")
