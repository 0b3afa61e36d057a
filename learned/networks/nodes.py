"""One flow a node of a graph: a network each, which sees its own coordinate on the way and its causes clean."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

import torch
from torch import Tensor, nn

from analytic.door import member
from analytic.options import each
from learned.networks.layers import same_shape
from learned.networks.mlp import MLP


class Nodes(nn.Module):
    """x = (y, c), (N, 2 n) -> (v, 0), (N, 2 n): v_i = MLP_i((y_i, c_P), t)_0, P = causes[i]; what is clean stands still."""

    def __init__(
        self, dim: int, causes: Sequence[Sequence[int]], hidden: int = 32, layers: int = 2, activation: str = "silu"
    ) -> None:
        super().__init__()
        self.causes = each("causes", causes, lambda name, row: each(name, row, lambda at, j: member(at, j, len(causes))))
        if 2 * len(self.causes) != dim:
            raise ValueError(
                f"causes has {len(self.causes)} rows for data of {dim} coordinates: give one for each of {dim / 2:g} nodes"
            )
        try:
            self.order = list(TopologicalSorter(dict(enumerate(self.causes))).static_order())
        except CycleError as e:
            raise ValueError(f"causes = {self.causes}: {' -> '.join(map(str, e.args[1]))} is a cycle; take an arrow away") from None
        self.nodes = nn.ModuleList(MLP(1 + len(row), hidden, layers, activation) for row in self.causes)

    def node(self, i: int, y: Tensor, causes: Tensor, t: Any) -> Any:
        """The velocity of x_i, (N, 1), at y (N, 1), its causes (N, P) clean."""
        return self.nodes[i](torch.cat([y, causes], 1), t)[:, :1]

    def forward(self, x: Tensor, t: float | Tensor) -> Any:
        n = len(self.causes)
        same_shape(x, (2 * n,))
        moved = [self.node(i, x[:, i : i + 1], x[:, [n + j for j in row]], t) for i, row in enumerate(self.causes)]
        return torch.cat([*moved, torch.zeros_like(x[:, n:])], 1)
