"""Short tangent formulas against torch's own, to rounding; whatever they are not for is left to torch."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import grad, jvp, vmap

from learned import probe
from learned.probe import tangents

EPS32, EPS64 = torch.finfo(torch.float32).eps, torch.finfo(torch.float64).eps


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def layer(make: Any) -> nn.Module:
    """In float64 and eval mode, weights and running statistics of an ordinary size."""
    with torch.random.fork_rng(devices=[]):
        module: nn.Module = make().double().eval()
    for i, a in enumerate((*module.parameters(), *module.buffers())):
        if a.is_floating_point():
            a.data = normal(*a.shape, seed=i).abs() + 0.25
    return module.requires_grad_(False)


class Softmax(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.softmax(3 * x, dim=-1)


LAYERS: dict[str, Callable[[], nn.Module]] = {
    "linear": lambda: nn.Linear(6, 5),
    "linear, no bias": lambda: nn.Linear(6, 5, bias=False),
    "conv": lambda: nn.Conv2d(4, 6, 3, stride=2, padding=1),
    "conv, circular": lambda: nn.Conv2d(4, 6, 3, padding=1, padding_mode="circular"),
    "transposed": lambda: nn.ConvTranspose2d(4, 6, 2, stride=2),
    "batch": lambda: nn.BatchNorm2d(4),
    "batch, plain": lambda: nn.BatchNorm2d(4, affine=False),
    "group": lambda: nn.GroupNorm(2, 4),
    "group, plain": lambda: nn.GroupNorm(2, 4, eps=0.1, affine=False),
    "silu": lambda: nn.SiLU(),
    "softmax": lambda: Softmax(),
}
C = normal(3, 4, 6, 6, seed=9)
SUMS = {"sum": lambda x: x + C[0, :, :1, :1], "method": lambda x: x.add(C, alpha=2)}
GROWS = {"grows": lambda x: x.sum((0, 1)) + C}  # larger than what has the tangent: not for the rule


def maps() -> dict[str, Any]:
    return {name: layer(make) for name, make in LAYERS.items()} | SUMS


def torchs(f: Any, x: Tensor, z: Tensor) -> Tensor:
    return torch.stack([jvp(f, (x,), (one,))[1] for one in z])


@pytest.mark.parametrize("channels_last", [False, True])
@pytest.mark.parametrize("name", [*LAYERS, *SUMS])
def test_the_tangent_is_that_of_torch(name: str, channels_last: bool) -> None:
    """Off by no more than twice what rounding does to torch's own, seen in float32 from float64."""
    f, x, z = maps()[name], normal(3, 4, 6, 6, seed=1), normal(5, 3, 4, 6, 6, seed=2)
    if channels_last and "group" not in name:  # there torch's own fails
        x = x.contiguous(memory_format=torch.channels_last)
    exact = torchs(f, x, z)
    with tangents.Short():
        y, found = vmap(lambda one: jvp(f, (x,), (one,)), out_dims=(None, 0))(z)
    single = deepcopy(f).float() if isinstance(f, nn.Module) else lambda x: f(x.double()).float()
    rounding = (torchs(single, x.float(), z.float()).double() - exact).abs().max() / EPS32
    tolerance = 2 * max(float(rounding), float(exact.abs().max())) * EPS64
    print(f"{name}: off by {(found - exact).abs().max():.1e}, tolerance {tolerance:.1e}")
    assert torch.equal(y, f(x)) and (found - exact).abs().max() <= tolerance
    assert (found * (1 + 1e-6) - exact).abs().max() > tolerance


def test_the_probes_go_by_these_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule is used: a wrong one changes what `probe.jvp` finds."""
    x, z = normal(3, 4, 6, 6, seed=1), normal(2, 3, 4, 6, 6, seed=2)
    for name, f in maps().items():
        right = probe.jvp(f, x, z)[1]
        with monkeypatch.context() as patch:
            for key, rule in tangents.RULES.items():
                patch.setitem(tangents.RULES, key, lambda *a, rule=rule, **k: 2 * rule(*a, **k))
            assert (probe.jvp(f, x, z)[1] - right).abs().max() > 0.1, name


def bilinear(x: Tensor) -> Tensor:
    """The weight depends on x too."""
    return F.linear(x, x[:4].detach() * 0 + x[:4]) + F.silu(x[:, :4])


def batch(x: Tensor) -> Tensor:
    return F.batch_norm(x, None, None, training=True)


def in_place(x: Tensor) -> Tensor:
    return F.silu(x.clone(), inplace=True)


def single(x: Tensor) -> Tensor:
    """A softmax in another dtype than its x."""
    return torch.softmax(x.float(), -1, dtype=torch.float64)


def rows(x: Tensor) -> Tensor:
    return vmap(lambda row: F.silu(F.linear(row, torch.ones(2, 6, dtype=x.dtype))))(x)


def slope(x: Tensor) -> Tensor:
    return grad(lambda a: F.silu(a @ a.T + 1).sum())(x)


def inner(x: Tensor) -> Tensor:
    """A derivative inside the one that is taken, of x along x."""
    return jvp(lambda a: F.silu(F.group_norm(a * x, 2)), (x,), (x**2,))[1]


@pytest.mark.parametrize("f", [bilinear, batch, in_place, single, rows, slope, inner, GROWS["grows"], lambda x: x + 1.0])
def test_what_the_formulas_are_not_for_is_left_to_torch(f: Any) -> None:
    x, z = normal(5, 6, seed=1), normal(4, 5, 6, seed=2)
    if f is GROWS["grows"]:
        x, z = normal(2, 3, 4, 6, 6, seed=1), normal(4, 2, 3, 4, 6, 6, seed=2)
    exact = torchs(f, x, z)
    with tangents.Short():
        found = torchs(f, x, z)
    assert (found - exact).abs().max() <= 100 * EPS64 * exact.abs().max() and exact.abs().max() > 0.01
