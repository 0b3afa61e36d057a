"""Networks: shapes, counts, doors; derivatives against differences and against the rest of the batch; near misses are seen."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from scipy.stats import f
from torch import Tensor, nn
from torch.func import jvp, vmap

from learned.networks import build
from learned.networks.layers import Conv3, DoubleConv, layout
from learned.preset import read

EPS32, EPS64 = torch.finfo(torch.float32).eps, torch.finfo(torch.float64).eps
SPECS: dict[str, tuple[dict[str, Any], tuple[int, ...]]] = {
    "mlp": ({"kind": "mlp", "hidden": 16}, (3,)),
    "flow, batch": ({"kind": "flow-unet", "base": 4, "time": 16}, (1, 28, 28)),
    "flow, group": ({"kind": "flow-unet", "base": 8, "multipliers": [1, 2, 3], "time": 15, "norm": "group"}, (2, 12, 10)),
    "flow, bilinear": ({"kind": "flow-unet", "base": 4, "multipliers": [1, 2], "time": 8, "bilinear": True}, (3, 7, 9)),
    "flow, narrow": ({"kind": "flow-unet", "base": 2, "multipliers": [1, 2, 4], "decoder": [3, 1], "time": 8}, (1, 12, 12)),
    "flow, narrow, bilinear": (
        {"kind": "flow-unet", "base": 2, "multipliers": [1, 2, 4], "decoder": [3, 2], "bilinear": True, "time": 8},
        (1, 12, 12),
    ),
    "flow, patches": ({"kind": "flow-unet", "base": 8, "multipliers": [1, 2], "time": 8, "patch": 2}, (3, 12, 12)),
    "attention, group": ({"kind": "attention-unet", "base": 8, "multipliers": [1, 2, 2], "attention": [7], "time": 8}, (1, 28, 28)),
    "attention, batch": (
        {"kind": "attention-unet", "base": 6, "multipliers": [1, 2], "attention": [6], "norm": "batch"},
        (1, 12, 12),
    ),
    "attention, patches": ({"kind": "attention-unet", "base": 8, "multipliers": [1], "attention": [4], "patch": 2}, (3, 8, 8)),
}
IMAGES = [name for name in SPECS if name != "mlp"]
Field = Callable[[Tensor], Tensor]


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def normal(*shape: int, seed: int) -> Tensor:
    return torch.randn(*shape, dtype=torch.float64, generator=seeded(seed))


def alive(network: nn.Module, seed: int = 1) -> nn.Module:
    """In float64 and eval mode, and nothing in it zero or trivial: as after some training."""
    g = seeded(seed)
    for p in network.parameters():
        if not p.detach().any():
            nn.init.normal_(p, std=0.2, generator=g)
    for m in network.modules():
        if isinstance(m, nn.BatchNorm2d):
            nn.init.normal_(m.running_mean, std=0.3, generator=g)
            nn.init.uniform_(m.running_var, 0.5, 1.5, generator=g)
    return network.double().eval()


def start(spec: dict[str, Any], shape: tuple[int, ...], seed: int = 0) -> nn.Module:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return build(spec, shape)


def made(name: str) -> tuple[nn.Module, tuple[int, ...]]:
    return alive(start(*SPECS[name])), SPECS[name][1]


def units(f: Callable[[nn.Module, torch.dtype], Tensor], network: nn.Module) -> float:
    """How many eps an evaluation is off: the error of float32, seen from float64, over eps of float32."""
    exact = f(network, torch.float64)
    off = (f(network.float(), torch.float32).double() - exact).abs().max().item() / EPS32
    network.double()
    return off


def along(f: Field, x: Tensor, z: Tensor) -> Tensor:
    return jvp(f, (x,), (z,))[1]


@pytest.mark.parametrize("name", SPECS)
def test_a_velocity_has_the_shape_of_x_and_starts_at_zero(name: str) -> None:
    fresh, shape = start(*SPECS[name]), SPECS[name][1]
    x = normal(2, *shape, seed=1).float()
    assert fresh(x, 0.5).shape == x.shape
    assert not fresh(x, 0.5).any()
    network, _ = made(name)
    assert network(x.double(), 0.5).abs().max() > 1e-3


@pytest.mark.parametrize("name", SPECS)
def test_a_derivative_agrees_with_a_central_difference(name: str, h: float = 2.0**-16) -> None:
    """(f(x + hz) - f(x - hz)) / 2h is off by less than its change from h to 2h (thrice its truncation) and rounding / h."""
    network, shape = made(name)
    x, z = normal(2, *shape, seed=2), normal(2, *shape, seed=3)

    def difference(step: float) -> Tensor:
        return (network(x + step * z, 0.3) - network(x - step * z, 0.3)) / (2 * step)

    found, estimate = along(lambda x: network(x, 0.3), x, z), difference(h)
    rounding = 2 * units(lambda n, dtype: n(x.to(dtype), 0.3), network) * EPS64 / h
    tolerance = (difference(2 * h) - estimate).abs().max() + rounding
    print(f"{name}: off by {(found - estimate).abs().max():.1e}, tolerance {tolerance:.1e}, derivative {found.abs().max():.1e}")
    assert (found - estimate).abs().max() <= tolerance
    for miss in (found * (1 + 1e-3), along(lambda x: network(x, 0.31), x, z), along(lambda x: network(x, 0.3), x, z.flip(0))):
        assert (miss - estimate).abs().max() > tolerance


@pytest.mark.parametrize("name", SPECS)
def test_a_derivative_alone_is_the_derivative_in_a_batch(name: str) -> None:
    network, shape = made(name)
    x, z, t = normal(3, *shape, seed=4), normal(3, *shape, seed=5), torch.tensor([0.1, 0.5, 0.9], dtype=torch.float64)

    def derivative(n: nn.Module, dtype: torch.dtype, rows: slice = slice(None)) -> Tensor:
        return along(lambda x: n(x, t[rows].to(dtype)), x[rows].to(dtype), z[rows].to(dtype))

    tolerance = 2 * units(derivative, network) * EPS64
    together, other = (derivative(network, torch.float64, rows) for rows in (slice(None), slice(1, 2)))
    assert (together[1:2] - other).abs().max() <= tolerance
    assert (together[0:1] - other).abs().max() > tolerance


@pytest.mark.parametrize("name", IMAGES)
def test_rows_mix_in_train_mode_with_batch_norm_only(name: str) -> None:
    """The derivative of row 0 along a direction that moves row 1 alone."""
    network, shape = made(name)
    x, z = normal(2, *shape, seed=6), torch.cat([torch.zeros(1, *shape), torch.ones(1, *shape)]).double()
    assert not along(lambda x: network(x, 0.3), x, z)[0].any()
    mixed = torch.autograd.functional.jvp(lambda x: network.train()(x, 0.3), x, z)[1][0]
    assert bool(mixed.any()) == any(isinstance(m, nn.BatchNorm2d) for m in network.modules())


@pytest.mark.parametrize("name", SPECS)
def test_many_tangents_at_once_are_the_tangents_one_by_one(name: str) -> None:
    network, shape = made(name)
    x, z = normal(2, *shape, seed=7), normal(3, 2, *shape, seed=8)

    def derivative(n: nn.Module, dtype: torch.dtype) -> Tensor:
        return torch.stack([along(lambda x: n(x, 0.3), x.to(dtype), one.to(dtype)) for one in z])

    one_by_one, tolerance = derivative(network, torch.float64), 2 * units(derivative, network) * EPS64
    together = vmap(lambda one: along(lambda x: network(x, 0.3), x, one))(z)
    assert (together - one_by_one).abs().max() <= tolerance
    assert (together.flip(0) - one_by_one).abs().max() > tolerance


@pytest.mark.parametrize("name", SPECS)
def test_a_time_is_a_number_or_one_for_each_row(name: str) -> None:
    network, shape = made(name)
    x, t = normal(3, *shape, seed=9), torch.tensor([0.1, 0.5, 0.9], dtype=torch.float64)
    tolerance = 2 * units(lambda n, dtype: n(x.to(dtype), t.to(dtype)), network) * EPS64
    rows = torch.cat([network(x[i : i + 1], t[i]) for i in range(3)])
    assert (network(x, t) - rows).abs().max() <= tolerance
    assert (network(x, t.flip(0)) - rows).abs().max() > tolerance
    for same in (torch.tensor(0.5), torch.full((3,), 0.5)):
        assert (network(x, same) - network(x, 0.5)).abs().max() <= tolerance
    assert along(lambda t: network(x, t), t, torch.ones_like(t)).abs().max() > 1e-3


def test_attention_in_train_mode_is_attention_written_out() -> None:
    network, shape = made("attention, group")
    x = normal(2, *shape, seed=10)
    tolerance = 2 * units(lambda n, dtype: n(x.to(dtype), 0.3), network) * EPS64
    written, fused = network(x, 0.3), network.train()(x, 0.3)
    assert (written - fused).abs().max() <= tolerance
    network.middle.attention.heads = 1
    assert (written - network.eval()(x, 0.3)).abs().max() > tolerance


def test_a_layout_of_weights_changes_rounding_only() -> None:
    """Output and gradients in train mode, down to a single pixel (16 -> 1); a kernel's middle is not its corner.

    Two float64 evaluations differ like sqrt(2) of one's rounding, which float32 shows from float64. Each parameter adds roundings
    of its own; within one all may be alike: a quotient of two variances with as many degrees of freedom, at a chance of 1e-3.
    """
    x = normal(4, 1, 16, 16, seed=12)
    network = alive(start({"kind": "flow-unet", "base": 16, "time": 8}, (1, 16, 16))).train()
    network.float().double()  # weights that float32 can hold

    def gradients(n: nn.Module, dtype: torch.dtype) -> Tensor:
        out = n.to(dtype)(x.to(dtype), 0.3)
        return torch.cat([out.flatten(), *(g.flatten() for g in torch.autograd.grad(out.square().mean(), list(n.parameters())))])

    plain = gradients(network, torch.float64)
    rounding = (gradients(network.float(), torch.float32).double() - plain).square().mean().sqrt() / EPS32
    ours = gradients(layout(network.double(), "cpu"), torch.float64)
    parameters = len(list(network.parameters()))
    tolerance = (2 * f.isf(1e-3, parameters, parameters)) ** 0.5 * rounding * EPS64
    kinds = {m.conv2.weight.is_contiguous() for m in network.modules() if isinstance(m, DoubleConv)}
    off = (ours - plain).square().mean().sqrt()
    print(f"off by {off:.1e}, tolerance {tolerance:.1e}, largest {plain.abs().max():.1e}")
    assert kinds == {True, False} and off <= tolerance
    assert (ours.roll(1) - plain).square().mean().sqrt() > 1e6 * tolerance  # gradients one place off
    with torch.random.fork_rng():
        conv, pixel = Conv3(3, 2).double(), normal(2, 3, 1, 1, seed=13)
    exact = torch.nn.functional.conv2d(pixel, conv.weight, padding=1)
    assert (conv(pixel) - exact).abs().max() <= 9 * 3 * EPS64 * exact.abs().max()
    corner = torch.nn.functional.conv2d(pixel, conv.weight[:, :, :1, :1])
    assert (corner - exact).abs().max() > 1e-3


@pytest.mark.parametrize(("low", "high"), [((1, 1), (2, 3)), ((3, 2), (7, 4)), ((4, 7), (8, 14))])
def test_in_train_mode_channels_are_mixed_before_pixels_are_interpolated(low: tuple[int, int], high: tuple[int, int]) -> None:
    """Output and gradients of conv(cat(x, up(h))), which eval mode writes out; other kernels and other corners are seen."""
    x, h = normal(4, 16, *high, seed=14), normal(4, 16, *low, seed=15)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        conv = Conv3(32, 8).double()

    def found(n: nn.Module, dtype: torch.dtype) -> Tensor:
        inputs = [x.to(dtype).requires_grad_(), h.to(dtype).requires_grad_()]
        out = n.to(dtype)(*inputs)
        return torch.cat([a.flatten() for a in (out, *torch.autograd.grad(out.pow(3).sum(), [*inputs, *n.parameters()]))]).detach()

    conv.float().double()  # in the weights that float32 can hold
    tolerance = 2 * (units(found, conv.eval()) + units(found, conv.train())) * EPS64
    written, mixed = found(conv.eval(), torch.float64), found(conv.train(), torch.float64)
    print(f"off by {(mixed - written).abs().max():.1e}, tolerance {tolerance:.1e}, largest {written.abs().max():.1e}")
    assert (mixed - written).abs().max() <= tolerance
    conv.weight.data = conv.weight.data.transpose(2, 3)
    assert (found(conv, torch.float64) - written).abs().max() > 1e-3
    corners = torch.nn.functional.interpolate(h, size=high, mode="bilinear", align_corners=True)
    miss = torch.nn.functional.conv2d(torch.cat([x, corners], dim=1), conv.weight.transpose(2, 3), padding=1)
    assert low == (1, 1) or (miss - written[: miss.numel()].view_as(miss)).abs().max() > 1e-3


def count(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def linear(a: int, b: int, bias: int = 1) -> int:
    return (a + bias) * b


def double(a: int, b: int) -> int:
    return linear(9 * a, b, 0) + linear(9 * b, b, 0) + 2 * 2 * b + linear(256, b)


def residual(a: int, b: int, attention: bool) -> int:
    convolutions = 2 * a + linear(9 * a, b) + 2 * b + linear(9 * b, b) + (linear(a, b) if a != b else 0)
    return convolutions + linear(256, b) + attention * (2 * b + linear(b, 3 * b) + linear(b, b))


@pytest.mark.parametrize(("bilinear", "expected"), [(False, 31_924_673), (True, 32_271_873)])
def test_the_flow_unet_of_the_paper(bilinear: bool, expected: int) -> None:
    w = [64, 128, 256, 512, 1024]
    down = double(1, 64) + sum(double(w[i], w[i + 1]) for i in range(4))
    up = sum(double(w[i + 1] + w[i] if bilinear else 2 * w[i], w[i]) for i in range(4))
    rise = 0 if bilinear else sum(4 * w[i + 1] * w[i] + w[i] for i in range(4))
    network = start({"kind": "flow-unet", "bilinear": bilinear}, (1, 28, 28))
    assert count(network) == 2 * linear(256, 256) + down + up + rise + linear(64, 1) == expected


def test_the_flow_unet_of_the_published_code() -> None:
    """Down and up as CD-5.4-amended counts the channels: a decoder takes the skip beside what came up."""
    down = double(1, 64) + double(64, 128) + double(128, 256) + double(256, 512) + double(512, 512)
    up = double(1024, 256) + double(512, 128) + double(256, 64) + double(128, 64)
    network = start(read("paper-mnist-fives").network | {}, (1, 28, 28))
    assert count(network) == 2 * linear(256, 256) + down + up + linear(64, 1) == 14_031_681


def test_the_attention_unet_and_the_mlps_of_the_paper() -> None:
    w, attends = [64, 64, 128, 128, 256], [False, True, True, True, False]  # at 64, 32, 16, 8, 4
    down = sum(residual(a, b, attend) for a, b, attend in zip([64, *w], w, attends, strict=False))
    up = sum(residual(2 * b, a, attend) for a, b, attend in zip([64, *w], w, attends, strict=False))
    steps = 2 * sum(linear(9 * a, a) for a in w[:-1]) + residual(256, 256, True)
    network = start({"kind": "attention-unet"}, (3, 64, 64))
    ends = 2 * linear(256, 256) + linear(27, 64) + 2 * 64 + linear(9 * 64, 3)
    assert count(network) == ends + down + steps + up == 6_226_883
    for hidden, layers, dim in ((128, 3, 1), (1024, 10, 2)):
        network = start({"kind": "mlp", "hidden": hidden, "layers": layers}, (dim,))
        assert count(network) == linear(dim, hidden) + (layers + 2) * linear(hidden, hidden) + linear(hidden, dim)


def test_a_seed_decides_the_start() -> None:
    first, again, other = (list(start(*SPECS["flow, batch"], seed).parameters()) for seed in (0, 0, 1))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(first, other, strict=True))


def test_depth_keeps_the_signal() -> None:
    """Ten layers hand on what differs between two inputs; torch's own start of a linear layer loses it."""
    network = start({"kind": "mlp", "hidden": 256, "layers": 10}, (2,))
    with torch.random.fork_rng():
        torch.manual_seed(0)
        plain = nn.Sequential(*(part for _ in range(10) for part in (nn.Linear(256, 256), nn.SiLU())))
    h = network.first(normal(64, 2, seed=11).float())
    kept, lost = (f(h).std(dim=0).mean() / h.std(dim=0).mean() for f in (network.hidden, plain))
    print(f"kept {kept:.1e}, by torch's start {lost:.1e}")
    assert kept > 100 * lost


@pytest.mark.parametrize(
    ("spec", "shape", "words"),
    [
        ({"kind": "unet"}, (1, 28, 28), "'unet' is not known: use mlp, nodes, flow-unet, attention-unet, resnet50 or small-resnet"),
        ({}, (2,), "None is not known: use mlp"),
        ({"kind": "mlp", "width": 3}, (2,), "'width' is not a key .* known: hidden, layers, activation"),
        ({"kind": "mlp", "dim": 3}, (2,), "'dim' is not a key"),
        ({"kind": "mlp", "activation": "sine"}, (2,), "activation 'sine' is not known: use silu"),
        ({"kind": "mlp", "hidden": 0}, (2,), "hidden = 0: 0 is not a positive integer"),
        ({"kind": "mlp"}, (1, 28, 28), r"'mlp' and data of shape \(1, 28, 28\): mlp and nodes are for \(d,\)"),
        ({"kind": "flow-unet"}, (2,), "for .channels, height, width."),
        ({"kind": "flow-unet", "multipliers": [1, 2.5]}, (1, 8, 8), "2.5 is not a positive integer"),
        ({"kind": "flow-unet", "multipliers": []}, (1, 8, 8), "multipliers is empty"),
        ({"kind": "flow-unet", "decoder": [1]}, (1, 28, 28), r"decoder = \[1\] for 5 multipliers: give 4, one less"),
        ({"kind": "flow-unet", "decoder": [8, 4, 0, 1]}, (1, 28, 28), "0 is not a positive integer"),
        ({"kind": "flow-unet", "norm": "layer"}, (1, 8, 8), "norm 'layer' is not known: use batch or group"),
        ({"kind": "attention-unet", "attention": [8]}, (1, 28, 28), r"attention at \(8,\), resolutions \(28, 14, 7, 4, 2\)"),
        ({"kind": "attention-unet", "patch": 3}, (1, 28, 28), "size = 28 is not a multiple of patch = 3"),
    ],
)
def test_a_wrong_table_is_told_what_would_be_right(spec: dict[str, Any], shape: tuple[int, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        build(spec, shape)


@pytest.mark.parametrize(
    ("name", "shape", "t", "words"),
    [
        ("mlp", (2, 4), 0.5, r"\(2, 4\); this network is for \(N, 3\)"),
        ("flow, batch", (2, 3, 28, 28), 0.5, r"this network is for \(N, 1, any, any\)"),
        ("flow, batch", (2, 1, 15, 28), 0.5, "15 x 28 pixels; .* at least 16: use fewer multipliers"),
        ("flow, patches", (2, 3, 12, 11), 0.5, "12 x 11 pixels; patch = 2 .* multiples of 2"),
        ("attention, group", (2, 1, 14, 14), 0.5, r"this network is for \(N, 1, 28, 28\)"),
        ("attention, group", (1, 28, 28), 0.5, "this network is for"),
        ("mlp", (2, 3), torch.zeros(3), r"t has shape \(3,\); give a number, or one time for each row of x: \(2,\)"),
        ("mlp", (2, 3), torch.zeros(2, 1), r"t has shape \(2, 1\)"),
    ],
)
def test_a_wrong_input_is_told_what_would_be_right(name: str, shape: tuple[int, ...], t: Any, words: str) -> None:
    network, _ = made(name)
    with pytest.raises(ValueError, match=words):
        network(torch.zeros(shape, dtype=torch.float64), t)


def test_not_square_images_need_a_network_that_takes_them() -> None:
    with pytest.raises(ValueError, match=r"this network is for .N, 3, 64, 64."):
        start({"kind": "attention-unet", "base": 4}, (3, 64, 32))(torch.zeros(1, 3, 64, 32), 0.5)
    assert start({"kind": "flow-unet", "base": 4}, (3, 64, 32))(torch.zeros(2, 3, 64, 32), 0.5).shape == (2, 3, 64, 32)
