"""A fully connected network for points (N, d)."""

from typing import Any

from torch import Tensor, nn

from learned.networks.layers import Time, known, positive, same_shape, zero

ACTIVATIONS = {"silu": nn.SiLU, "gelu": nn.GELU, "tanh": nn.Tanh}


class MLP(nn.Module):
    """x (N, dim) -> (N, dim): in + e(t), `layers` times activation(linear), out. The paper's 2-D flow has 10 layers of 1024."""

    def __init__(self, dim: int, hidden: int = 128, layers: int = 3, activation: str = "silu") -> None:
        super().__init__()
        positive(dim=dim, hidden=hidden, layers=layers)
        act = known("activation", activation, ACTIVATIONS)
        self.dim = dim
        self.time, self.first = Time(hidden), nn.Linear(dim, hidden)
        linear = [nn.Linear(hidden, hidden) for _ in range(layers)]
        for layer in linear:  # the variance is kept through any depth
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        self.hidden = nn.Sequential(*(part for layer in linear for part in (layer, act())))
        self.last = zero(nn.Linear(hidden, dim))

    def forward(self, x: Tensor, t: float | Tensor) -> Any:
        same_shape(x, (self.dim,))
        h = self.first(x) + self.time(t, x)  # (N, hidden)
        return self.last(self.hidden(h))  # (N, dim)
