"""Flows against closed forms that share no text with them: matrix exponentials, Gaussian flows, quantile transport."""

import math
from itertools import pairwise
from typing import Any

import pytest
import torch
from scipy.linalg import expm
from torch import Tensor

from analytic import gaussian, line, mixture
from analytic.arithmetic import float64
from analytic.arithmetic import torch as arithmetic
from learned import flow, networks, probe
from learned.probe.directions import dot

A = torch.tensor([[-0.7, 1.3], [-0.4, 0.5]], dtype=torch.float64)
ORDERS = {"euler": 1, "heun": 2, "rk4": 4}


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def normal(*shape: int, dtype: torch.dtype = torch.float64, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=generator(seed), dtype=torch.float64).to(dtype)


def turning(x: Tensor, t: Any) -> Tensor:
    """v = cos(3t) A x, whose flow from s to t is exp(A (sin 3t - sin 3s)/3)."""
    t = torch.as_tensor(t, dtype=x.dtype)
    return torch.cos(3 * t) * (x @ A.to(x.dtype).T)


def turned(s: float = 0.0, t: float = 1.0) -> Tensor:
    return torch.as_tensor(expm(A.numpy() * (math.sin(3 * t) - math.sin(3 * s)) / 3))


def two_modes(dtype: torch.dtype = torch.float64) -> mixture.Mixture:
    return mixture.mixture(arithmetic(dtype), [0.25, 0.75], [[-1.0], [1.5]], [[[0.5]], [[0.25]]])


def plane() -> mixture.Mixture:
    covs = [[[1.0, 0.3], [0.3, 0.5]], [[0.5, 0.0], [0.0, 0.75]]]
    return mixture.mixture(arithmetic(), [0.5, 0.5], [[1.0, -1.0], [-1.0, 0.5]], covs)


def pair() -> gaussian.Pair:
    """Covariances that do not commute."""
    return gaussian.independent(arithmetic(), [0.0, 1.0], [[2.0, 0.5], [0.5, 1.0]], [1.0, -1.0], [[1.0, -0.5], [-0.5, 3.0]])


def truncation(of: Any, n: int | None = None) -> float:
    """|a - exact| <= |a - b| + 3 |b - c|: a with n steps, b with 2n, c with 4n; |c - exact| <= 2 |b - c|, for a halving takes at
    least a third off the error. Without n (dopri5): tolerances as they are, a tenth and a hundredth of them."""
    a, b, c = (of(k) for k in ((n, 2 * n, 4 * n) if n else (1.0, 0.1, 0.01)))
    return float((a - b).abs().max() + 3 * (b - c).abs().max())


def within(found: Tensor, exact: Tensor, bound: float) -> None:
    off = float((found.double() - exact).abs().max())
    assert off <= bound, f"off by {off:.3e}, bound {bound:.3e}"


def orders(error: Any, steps: tuple[int, ...] = (32, 64, 128)) -> list[float]:
    e = [float(error(n)) for n in steps]
    return [math.log2(a / b) for a, b in pairwise(e)]


def of_order(p: int, found: list[float]) -> bool:
    """The measured orders p + c h + ... halve their distance from p: the last is within the change from the one before it."""
    return abs(found[-1] - p) <= abs(found[-1] - found[-2]) + 0.02 and abs(found[-1] - p) < 0.2


@pytest.mark.parametrize("span", [(0.0, 1.0), (0.9, 0.2)])
@pytest.mark.parametrize("method", ORDERS)
def test_the_order_of_each_method_against_the_matrix_exponential(method: str, span: tuple[float, float]) -> None:
    x = normal(5, 2)
    exact = x @ turned(*span).T
    found = orders(lambda n: (flow.integrate(turning, x, *span, n, method) - exact).abs().max())
    assert of_order(ORDERS[method], found), found
    others = [p for p in (1, 2, 3, 4) if p != ORDERS[method]]
    assert not any(of_order(p, found) for p in others)  # the check tells one order from another


def test_a_grid_whose_step_is_not_its_spacing_is_refuted() -> None:
    """Steps of 1/N at the N times of linspace(0, 1, N), as some published loops do, and linspace(0, 1, N) alone: not this grid."""

    def wrong(n: int) -> Tensor:
        x = normal(5, 2)
        for t in torch.linspace(0, 1, n, dtype=torch.float64):
            x = x + turning(x, t) / n
        return x

    x, n = normal(5, 2), 40
    at = torch.arange(n, dtype=torch.float64) / n
    by_hand = x.clone()
    for t in at:
        by_hand = by_hand + turning(by_hand, t) / n
    ours = flow.integrate(turning, x, steps=n)
    path = flow.integrate(turning, x, steps=n, trajectory=True)[1]
    slopes = torch.stack([turning(y, i / n) for i, y in enumerate(path)])
    growth = max(float(turned(i / n).abs().sum(1).max()) for i in range(n))  # |J| from t_i to 1, at most (to first order in 1/n)
    # a step of either rounds x + h v, h v and cos(3t) A x (6 roundings); the two h and t differ by the rounding of t: 2 u, L u
    rounding = growth * 2.0**-53 * float(2 * n * path.abs().max() + (2 * 7 + 2 * n + 3) * slopes.abs().max())
    within(ours, by_hand, rounding)
    assert (ours - wrong(n)).abs().max() > 1e6 * rounding


@pytest.mark.parametrize("method", [*ORDERS, "dopri5"])
def test_trajectory(method: str) -> None:
    x = normal(3, 2)
    times, path = flow.integrate(turning, x, 0.8, 0.3, 7, method, trajectory=True)
    assert torch.allclose(times, 0.8 - 0.5 * torch.arange(8, dtype=torch.float64) / 7, atol=1e-15)
    assert times[-1] == 0.3 and path.shape == (8, 3, 2) and torch.equal(path[0], x)
    end = flow.integrate(turning, x, 0.8, 0.3, 7, method)

    def along(k: Any) -> Tensor:
        """At the same times, k/7 steps between two of them; dopri5: k of its tolerances."""
        if method == "dopri5":
            return flow.integrate(turning, x, 0.8, 0.3, 7, method, 1e-7 * k, 1e-9 * k, trajectory=True)[1]
        return flow.integrate(turning, x, 0.8, 0.3, k, method, trajectory=True)[1][:: k // 7]

    bound = truncation(along, None if method == "dopri5" else 7)
    within(path, torch.stack([x @ turned(0.8, t).T for t in times.tolist()]), bound)
    if method == "dopri5":  # interpolated between accepted steps
        within(path[-1], end, bound + truncation(lambda k: flow.integrate(turning, x, 0.8, 0.3, 7, method, 1e-7 * k, 1e-9 * k)))
    else:
        assert torch.equal(path[-1], end)


@pytest.mark.parametrize("span", [(0.0, 1.0), (1.0, 0.0)])
def test_gaussian_flow(span: tuple[float, float]) -> None:
    law, x = pair(), normal(6, 2)
    exact = gaussian.flow(law, *span, x)
    field = flow.field_of(law)
    assert of_order(4, orders(lambda n: (flow.integrate(field, x, *span, n, "rk4") - exact).abs().max()))

    def adaptive(k: float) -> Tensor:
        return flow.integrate(field, x, *span, method="dopri5", rtol=1e-9 * k, atol=1e-9 * k)

    within(adaptive(1.0), exact, truncation(adaptive))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_flow_and_tangents_of_a_mixture_on_a_line(dtype: torch.dtype) -> None:
    x = torch.linspace(-2, 2, 9, dtype=dtype)[:, None]
    law = two_modes()
    y, J = line.flow_map(law, 0, 1, x), line.flow_jacobian(law, 0, 1, x)[..., 0]
    z = torch.stack([torch.ones_like(x), -2 * torch.ones_like(x)])
    field = flow.field_of(two_modes(dtype))
    bound = {torch.float32: 2e-4, torch.float64: 1e-7}[dtype]  # 100 rk4 steps; float32: 400 roundings, amplified by J
    for method in ("rk4", "dopri5"):
        tolerances = {"rtol": 1e-5, "atol": 1e-6} if dtype == torch.float32 else {"rtol": 1e-9, "atol": 1e-10}
        got, Jz = flow.push(field, x, z, steps=100, method=method, **tolerances)
        assert got.dtype == Jz.dtype == dtype
        assert (got - y).abs().max() < bound * (1 + y.abs().max())
        assert (Jz - z * J).abs().max() < bound * (1 + J.abs().max()) * 2
        assert (Jz - 0.1 * z * J).abs().max() > 0.1  # an undivided tangent would be seen


def stale(field: Any, x: Tensor, z: Tensor, steps: int) -> Tensor:
    """The near miss: Heun whose tangent is not moved before the second stage."""
    h = 1 / steps
    for i in range(steps):
        t = i * h
        a, da = probe.jvp(lambda y, t=t: field(y, t), x, z)
        b, db = probe.jvp(lambda y, t=t: field(y, t + h), x + h * a, z)
        x, z = x + h / 2 * (a + b), z + h / 2 * (da + db)
    return z


def test_tangents_are_the_derivative_of_the_discrete_map() -> None:
    """Against reverse mode through the whole loop, at a step so coarse that the flow itself is far away."""
    field, x, z = flow.field_of(plane()), normal(4, 2), normal(3, 4, 2, seed=1)
    for method in ORDERS:
        J = torch.stack(
            [
                torch.autograd.functional.jacobian(
                    lambda a, m=method: flow.integrate(field, a, steps=5, method=m)[0], x[i : i + 1]
                )[:, 0]
                for i in range(4)
            ]
        )
        exact = torch.einsum("nij,knj->kni", J, z)
        y, Jz = flow.push(field, x, z, steps=5, method=method)
        assert (Jz - exact).abs().max() < 1e-11  # 15 evaluations
        assert torch.equal(y, flow.integrate(field, x, steps=5, method=method))
        if method == "heun":
            assert (stale(field, x, z, 5) - exact).abs().max() > 1e-2


def test_dopri5_takes_the_same_steps_with_tangents_as_without() -> None:
    """So y is the same number, and the tangent is its derivative at these steps: huge tangents change nothing."""
    field, x, z = flow.field_of(plane()), normal(4, 2), normal(3, 4, 2, seed=1)
    y, Jz = flow.push(field, x, z, method="dopri5", rtol=1e-4, atol=1e-4)
    _, large = flow.push(field, x, 2.0**40 * z, method="dopri5", rtol=1e-4, atol=1e-4)
    assert torch.equal(y, flow.integrate(field, x, method="dopri5", rtol=1e-4, atol=1e-4))
    assert torch.equal(large, 2.0**40 * Jz)


def test_tangents_against_differences_with_their_predicted_error() -> None:
    field, x, z = flow.field_of(plane()), normal(6, 2), normal(1, 6, 2, seed=1)
    found = probe.differences(lambda a: flow.integrate(field, a, steps=20, method="heun"), x, z[0])
    Jz = flow.push(field, x, z, steps=20, method="heun")[1][0]
    assert not found.unresolvable.any()
    assert ((found.estimate - Jz).abs().amax(1) <= 4 * found.error).all()
    undivided = found.estimate * found.step[:, None]
    assert not ((undivided - Jz).abs().amax(1) <= 4 * found.error).any()
    assert not ((stale(field, x, z, 20)[0] - found.estimate).abs().amax(1) <= 4 * found.error).any()


@pytest.mark.parametrize("method", ORDERS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_forward_and_reverse_are_dual(dtype: torch.dtype, method: str) -> None:
    """<w, J z> = <J^T w, z>."""
    net = random_weights(lambda: networks.mlp.MLP(3, 16, 2)).to(dtype)
    x, z, w = (normal(*s, dtype=dtype, seed=i) for i, s in enumerate([(5, 3), (4, 5, 3), (4, 5, 3)]))
    y, Jz = flow.push(net, x, z, 0.1, 0.9, 6, method)
    again, wJ = flow.pull(net, x, w, 0.1, 0.9, 6, method)
    left, right = dot(w, Jz), dot(wJ, z)
    size = torch.linalg.vector_norm(w, dim=-1) * torch.linalg.vector_norm(Jz, dim=-1) + dot(wJ.abs(), z.abs())
    unit = 200 * torch.finfo(dtype).eps  # 6 steps, sums of 16
    assert ((left - right).abs() <= unit * size).all() and (y - again).abs().max() <= unit * y.abs().max()
    assert not ((left - dot(flow.pull(net, x, w, 0.1, 0.9, 5, method)[1], z)).abs() <= unit * size).all()


def test_rows_by_reverse_mode_on_the_line() -> None:
    x = torch.linspace(-2, 2, 9, dtype=torch.float64)[:, None]

    def rows(n: int) -> Tensor:
        return flow.pull(flow.field_of(two_modes()), x, torch.ones(1, 9, 1, dtype=torch.float64), steps=n, method="rk4")[1][0]

    within(rows(100), line.flow_jacobian(two_modes(), 0, 1, x)[..., 0], truncation(rows, 100))


@pytest.mark.parametrize(
    "law", [plane, lambda: gaussian.independent(arithmetic(), [0, 0], [[1, 0], [0, 1]], [1, 0], [[2, 1], [1, 3]])]
)
def test_log_likelihood(law: Any) -> None:
    law, x = law(), normal(7, 2)
    log_density = mixture.log_density if isinstance(law, mixture.Mixture) else gaussian.log_density
    exact = log_density(law, 1, x)
    field = flow.field_of(law)

    def value(method: str, k: Any) -> Any:
        steps, part = (k, 1.0) if method == "rk4" else (1, k)
        return flow.log_likelihood(field, x, steps=steps, method=method, rtol=1e-7 * part, atol=1e-9 * part)

    for method, n in (("rk4", 15), ("dopri5", None)):
        bound = truncation(lambda k, m=method: value(m, k).value, n)
        found = value(method, n or 1.0)
        within(found.value, exact, bound)
        assert (found.error == 0).all()
        without = flow.normal(found.x0)  # the change of volume left out, or with the other sign
        assert ((without - exact).abs() > 100 * bound).any()
        assert ((2 * without - found.value - exact).abs() > 100 * bound).any()


@pytest.mark.parametrize("kind", probe.KINDS)
def test_log_likelihood_by_probes(kind: str) -> None:
    """Off by no more than 6 standard errors (of 400 probes; 7 points: t with 399 degrees beyond 6 has probability 3e-8)."""
    x, field = normal(7, 2), flow.field_of(plane())
    found = flow.log_likelihood(field, x, steps=30, divergence=kind, probes=400, generator=generator(1))
    exact = flow.log_likelihood(field, x, steps=30).value
    assert ((found.value - exact).abs() <= 6 * found.error).all() and (found.error < 0.2).all()
    assert not ((found.value - flow.normal(found.x0)).abs() <= 6 * found.error).all()


def random_weights(make: Any) -> Any:
    """The last layers begin at zero, and running statistics at 0 and 1: both would hide mistakes."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        net = make()
        for p in net.parameters():
            p.data = p.data if p.abs().max() > 0 else torch.randn(p.shape)
        for b in net.modules():
            if isinstance(b, torch.nn.BatchNorm2d):
                b.running_mean, b.running_var = 0.1 * torch.randn(b.num_features), 0.1 + 0.1 * torch.rand(b.num_features)
    return net.eval()


NETWORKS = {
    "group": lambda: networks.unet.FlowUNet(1, 8, (1, 2), 8, norm="group"),
    "batch": lambda: networks.unet.FlowUNet(1, 8, (1, 2), 8, norm="batch"),
    "bilinear": lambda: networks.unet.FlowUNet(1, 8, (1, 2), 8, bilinear=True),
    "attention": lambda: networks.unet.AttentionUNet(1, 6, 8, (1, 2), (6,), 8),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_carries_tangents(name: str) -> None:
    """Against a plain jvp of the whole loop, one direction at a time; each row by itself; also from channels-last points."""
    net = random_weights(NETWORKS[name]).double()
    x, z = normal(3, 1, 6, 6), normal(2, 3, 1, 6, 6, seed=1)
    y, Jz = flow.push(net, x, z, steps=2, method="heun")
    for i in range(2):
        end, one = torch.func.jvp(lambda a: flow.integrate(net, a, steps=2, method="heun"), (x,), (z[i],))
        assert (one - Jz[i]).abs().max() < 1e-11 * one.abs().max() and (y - end).abs().max() < 1e-11 * y.abs().max()
    alone = flow.push(net, x[:1], z[:, :1], steps=2, method="heun")[1]
    assert (alone - Jz[:, :1]).abs().max() < 1e-11 * Jz.abs().max()
    last = flow.push(net, x.contiguous(memory_format=torch.channels_last), z, steps=2, method="heun")[1]
    assert (last - Jz).abs().max() < 1e-11 * Jz.abs().max()
    assert (Jz - z).abs().max() > 1e-2  # it is not the identity
    w = normal(1, 3, 1, 6, 6, seed=2)
    J_w = flow.pull(net, x, w, steps=2, method="heun")[1]
    assert (dot(w, Jz) - dot(J_w, z)).abs().max() < 1e-10


def test_a_field_that_mixes_rows_would_be_seen() -> None:
    """What norm="batch" does in train mode."""
    x, z = normal(3, 2), normal(2, 3, 2, seed=1)
    together = flow.push(lambda a, t: a - a.mean(0), x, z, steps=2)[1]
    alone = flow.push(lambda a, t: a - a.mean(0), x[:1], z[:, :1], steps=2)[1]
    assert (alone - together[:, :1]).abs().max() > 1e-2


@pytest.mark.parametrize("method", [*ORDERS, "dopri5"])
def test_chunks_change_nothing(method: str) -> None:
    field, x, z = flow.field_of(plane()), normal(4, 2), normal(5, 4, 2, seed=1)
    whole = flow.push(field, x, z, steps=4, method=method)
    for chunk in (1, 2, 5, 99):
        y, Jz = flow.push(field, x, z, steps=4, method=method, chunk=chunk)
        assert torch.equal(y, whole[0]) and (Jz - whole[1]).abs().max() < 1e-13 * whole[1].abs().max()
        if method in ORDERS:
            w = flow.pull(field, x, z, steps=4, method=method, chunk=chunk)[1]
            assert (w - flow.pull(field, x, z, steps=4, method=method)[1]).abs().max() < 1e-13 * w.abs().max()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"steps": 0}, "steps = 0"),
        ({"steps": 2.5}, "steps 2.5 is no whole number"),
        ({"method": "rk45"}, "'rk45' is not known: use euler, heun, rk4 or dopri5"),
        ({"t1": 0.0}, "two different finite times"),
        ({"t1": math.nan}, "t1 = nan: give a finite number"),
        ({"method": "dopri5", "rtol": 0.0}, "rtol = 0.0"),
        ({"x": torch.zeros(3)}, "a point in each row"),
        ({"x": torch.zeros(3, 2, dtype=torch.int64)}, "floating-point"),
        ({"x": torch.tensor([[0.0, 1.0], [math.nan, 0.0]])}, "not finite in row 1"),
        ({"x": torch.zeros(0, 2)}, "a point in each row"),
    ],
)
def test_doors(change: dict[str, Any], says: str) -> None:
    with pytest.raises((ValueError, TypeError), match=says):
        flow.integrate(turning, **({"x": torch.zeros(3, 2)} | change))


def test_doors_of_tangents_and_fields() -> None:
    x = torch.zeros(3, 2)
    for z in (torch.zeros(3, 2), torch.zeros(1, 2, 2), torch.zeros(0, 3, 2), torch.zeros(1, 3, 2, dtype=torch.float64)):
        with pytest.raises(ValueError, match="k >= 1"):
            flow.push(turning, x, z)
    with pytest.raises(ValueError, match="chunk = 0"):
        flow.push(turning, x, x[None], chunk=0)
    with pytest.raises(ValueError, match="pull steps back over a fixed grid"):
        flow.pull(turning, x, x[None], method="dopri5")
    with pytest.raises(ValueError, match="probes = 1"):
        flow.log_likelihood(turning, x, divergence="gaussian", probes=1)
    with pytest.raises(ValueError, match="'sobol' is not known"):
        flow.log_likelihood(turning, x, divergence="sobol")
    with pytest.raises(TypeError, match="arithmetic float64"):
        flow.field_of(gaussian.independent(float64(), [0], [[1]], [0], [[1]]))
    with pytest.raises(TypeError, match="dict is no field"):
        flow.field_of({})
    with pytest.raises(ValueError, match=r"the law torch\.float64"):
        flow.integrate(flow.field_of(plane()), x)
    with pytest.raises(ValueError, match="came to a halt"):
        flow.integrate(lambda a, t: a**2 * 100, torch.ones(1, 1, dtype=torch.float64), method="dopri5")
