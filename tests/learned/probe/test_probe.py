"""Derivatives and their estimators against closed forms, full Jacobians and known variances."""

import math
from typing import Any

import pytest
import torch
from scipy import stats
from torch import Tensor

from analytic import mixture
from analytic.arithmetic import torch as arithmetic
from learned import probe
from learned.probe import directions

DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.float64])


def normal(*shape: int, dtype: torch.dtype = torch.float64, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


def law(dtype: torch.dtype = torch.float64) -> mixture.Mixture:
    covs = [[[1, 0, 0], [0, 2, 0.5], [0, 0.5, 1]], [[0.5, 0.25, 0], [0.25, 0.5, 0], [0, 0, 2]]]
    return mixture.mixture(
        arithmetic(dtype), [0.25, 0.75], [[1, -1, 0], [-1, 0, 1]], covs, cov0=[[1, 0.5, 0], [0.5, 2, 0], [0, 0, 1]]
    )


def drift(x: Tensor, t: Any = 0.6) -> Tensor:
    return mixture.drift(law(x.dtype), t, x)


def wide(x: Tensor) -> Tensor:
    """(N, 3) -> (N, 2, 2), with a derivative that is known: J = dy/dx."""
    a, b, c = x.T
    return torch.stack([torch.stack([a * b, b.sin()], 1), torch.stack([c.exp(), a + c], 1)], 1)


def wide_jacobian(x: Tensor) -> Tensor:
    a, b, c = x.T
    o, i = torch.zeros_like(a), torch.ones_like(a)
    rows = [[b, a, o], [o, b.cos(), o], [o, o, c.exp()], [i, o, i]]
    return torch.stack([torch.stack(r, 1) for r in rows], 1).reshape(-1, 2, 2, 3)


@DTYPES
def test_products_with_the_jacobian(dtype: torch.dtype) -> None:
    x, unit = normal(5, 3, dtype=dtype), 64 * torch.finfo(dtype).eps
    for f, J in ((wide, wide_jacobian(x)), (drift, mixture.jacobian(law(dtype), 0.6, x))):
        z, w = normal(4, 5, 3, dtype=dtype, seed=1), normal(4, *J.shape[:-1], dtype=dtype, seed=2)
        y, Jz = probe.jvp(f, x, z)
        again, wJ = probe.vjp(f, x, w)
        assert (y - f(x)).abs().max() <= unit * y.abs().max() and (y - again).abs().max() <= unit * y.abs().max()
        for got, exact in (
            (Jz, torch.einsum("n...j,knj->kn...", J, z)),
            (wJ, torch.einsum("nij,kni->knj", J.flatten(1, -2), w.flatten(2))),
            (probe.jacobian(f, x), J),
        ):
            assert got.shape == exact.shape and (got - exact).abs().max() <= unit * exact.abs().max()
        if J.ndim == 3:  # a transposed Jacobian is another one: the source is not isotropic
            assert (probe.jacobian(f, x).mT - J).abs().max() > 1e-2


def test_chunks_change_nothing() -> None:
    x, z = normal(5, 3), normal(7, 5, 3, seed=1)
    for chunk in (1, 3, 7, 50):
        assert torch.allclose(probe.jvp(drift, x, z, chunk)[1], probe.jvp(drift, x, z)[1], rtol=1e-14, atol=1e-14)
        assert torch.allclose(probe.vjp(drift, x, z, chunk)[1], probe.vjp(drift, x, z)[1], rtol=1e-14, atol=1e-14)
        assert torch.allclose(probe.jacobian(drift, x, chunk), probe.jacobian(drift, x), rtol=1e-14, atol=1e-14)
        assert torch.allclose(probe.divergence(drift, x, 0.6, chunk), probe.divergence(drift, x, 0.6), rtol=1e-13)
        for kind in probe.KINDS:
            some = [probe.hutchinson(drift, x, 0.6, 7, kind, torch.Generator().manual_seed(3), c) for c in (chunk, None)]
            assert torch.allclose(some[0].mean, some[1].mean, rtol=1e-12) and torch.allclose(
                some[0].error, some[1].error, rtol=1e-12
            )


def test_more_probes_than_the_budget_are_chunked(monkeypatch: pytest.MonkeyPatch) -> None:
    x, seen = normal(5, 3), []

    def watched(a: Tensor) -> Tensor:
        seen.append(1)
        return drift(a)

    whole = probe.jvp(watched, x, normal(9, 5, 3, seed=1))[1]
    assert len(seen) == 1
    monkeypatch.setattr(directions, "BUDGET", 4 * directions.WIDTH * x.numel() * 8)  # four directions fit
    seen.clear()
    assert torch.allclose(probe.jvp(watched, x, normal(9, 5, 3, seed=1))[1], whole, rtol=1e-14, atol=1e-14)
    assert len(seen) == 3
    monkeypatch.setattr(directions, "BUDGET", 1)  # not even one: it is tried all the same
    assert directions.size(x, 9, None) == 1


@DTYPES
def test_divergence(dtype: torch.dtype) -> None:
    x = normal(6, 3, dtype=dtype)
    for t in (0.2, 0.6):
        exact = mixture.divergence(law(dtype), t, x)
        J = mixture.jacobian(law(dtype), t, x)
        unit = 64 * torch.finfo(dtype).eps * J.abs().sum((1, 2))
        got = probe.divergence(drift, x, t)
        assert ((got - exact).abs() <= unit).all()
        assert not ((J.sum((1, 2)) - exact).abs() <= unit).any()  # every entry instead of the trace


@pytest.mark.parametrize("kind", probe.KINDS)
def test_variance_of_hutchinson_within_an_interval_of_level_one_in_a_million(kind: str) -> None:
    """Linear field with J known: the sample variance over n probes, its own spread from the fourth moment of z^T J z."""
    J = torch.tensor([[1.0, 2.0, 0.0], [-1.0, 0.5, 1.5], [0.5, 1.0, -2.0]], dtype=torch.float64)
    Js, n, x = (J + J.T) / 2, 20000, torch.zeros(1, 3, dtype=torch.float64)
    found = probe.hutchinson(lambda a, t: a @ J.T, x, 0.5, n, kind, torch.Generator().manual_seed(7))
    variance = float(found.error[0] ** 2 * n)
    if kind == "gaussian":  # cumulants of a quadratic form: kappa_2 = 2 tr Js^2, kappa_4 = 48 tr Js^4
        exact = 2 * float((Js**2).sum())
        fourth = 48 * float(torch.linalg.matrix_power(Js, 4).trace()) + 3 * exact**2
    else:  # 2 sum over i < j of (2 Js_ij)^2/2 ... enumerated: all eight signs
        signs = torch.cartesian_prod(*[torch.tensor([-1.0, 1.0], dtype=torch.float64)] * 3)
        q = torch.einsum("si,ij,sj->s", signs, J, signs) - J.trace()
        exact, fourth = float((q**2).mean()), float((q**4).mean())
    spread = math.sqrt((fourth - exact**2) / n)
    z = stats.norm.isf(0.5e-6)
    assert float(probe.hutchinson_variance(J, kind)) == pytest.approx(exact, rel=1e-14)
    assert abs(variance - exact) < z * spread
    assert abs(float(found.mean[0] - J.trace())) < z * math.sqrt(exact / n)
    other = probe.hutchinson_variance(J, "rademacher" if kind == "gaussian" else "gaussian")
    of_J = 2 * float((J**2).sum())  # J in place of its symmetric part
    assert abs(variance - float(other)) > z * spread and abs(variance - of_J) > z * spread


@pytest.mark.parametrize("scheme", probe.SCHEMES)
@DTYPES
def test_differences_err_as_predicted(dtype: torch.dtype, scheme: str) -> None:
    """Against the closed form in float64, at the chosen step, at longer and at shorter ones, for directions of any length."""
    x, z = normal(20, 3, dtype=dtype), normal(20, 3, dtype=dtype, seed=1)
    exact = torch.einsum("nij,nj->ni", mixture.jacobian(law(), 0.6, x), z.double())
    best = probe.differences(drift, x, z, scheme=scheme)
    assert best.estimate.dtype == dtype
    if scheme == "central" or dtype == torch.float64:
        assert not best.unresolvable.any()
    for factor in (1, 8, 1 / 8, 1 / 64):
        found = best if factor == 1 else probe.differences(drift, x, z, best.step * factor, scheme)
        off = (found.estimate - exact).abs().amax(1)
        assert (off <= 4 * found.error).all(), (factor, (off / found.error).max())
        assert (found.error >= best.error / 2).all()  # no other step is predicted to be much better
        undivided = (found.estimate * found.step[:, None] - exact).abs().amax(1)
        assert not (undivided <= 4 * found.error)[~found.unresolvable].any()
    assert best.error.median() < {torch.float32: 5e-3, torch.float64: 1e-6}[dtype] * exact.abs().median() * 10
    long = probe.differences(drift, x, 1024 * z, scheme=scheme)
    assert ((long.estimate - 1024 * exact).abs().amax(1) <= 4 * long.error).all()


def test_differences_that_resolve_nothing_say_so() -> None:
    x, z = normal(4, 3), normal(4, 3, seed=1)
    assert probe.differences(drift, x, z, 1e-15).unresolvable.all()
    assert probe.differences(lambda a: a * math.nan, x, z).unresolvable.all()
    assert probe.differences(lambda a: 0 * a + 1, x, z).unresolvable.all()  # no derivative to be seen
    assert probe.differences(lambda a: (1e6 * a).sin(), x, z, 1e-2).unresolvable.all()
    assert probe.differences(drift, x.float(), z.float(), 1e-7).unresolvable.all()
    assert not probe.differences(drift, x, z).unresolvable.any()


def matrices(n: int = 3) -> Tensor:
    """(n, 12, 9) with singular values 3^-i."""
    U, V = torch.linalg.qr(normal(n, 12, 9))[0], torch.linalg.qr(normal(n, 9, 9, seed=1))[0]
    return U * 3.0 ** -torch.arange(9.0, dtype=torch.float64) @ V.mT


@DTYPES
def test_top_singular_against_the_full_decomposition(dtype: torch.dtype) -> None:
    M = matrices().to(dtype)

    def f(x: Tensor) -> Tensor:
        return torch.einsum("nij,nj->ni", M[: len(x)], x.flatten(1)).reshape(-1, 3, 4)

    x, rank, unit = normal(3, 3, 3, dtype=dtype), 3, 100 * torch.finfo(dtype).eps
    found = probe.top_singular(f, x, rank, 2, 12, torch.Generator().manual_seed(1))
    U, s, Vh = torch.linalg.svd(probe.jacobian(f, x).reshape(3, 12, 9).double())
    assert found.u.shape == (3, rank, 3, 4) and found.v.shape == (3, rank, 3, 3)
    assert (found.s - s[:, :rank]).abs().max() < unit
    overlap = torch.einsum("nri,nri->nr", found.v.flatten(2).double(), Vh[:, :rank])
    assert (overlap.abs() - 1).abs().max() < unit
    assert (torch.einsum("nri,nri->nr", found.u.flatten(2).double(), U[..., :rank].mT) * overlap > 0).all()
    assert (found.residual < unit).all()
    rough = probe.top_singular(f, x, rank, 0, 1, torch.Generator().manual_seed(1))
    nearest = (rough.s[..., None] - s[:, None].to(dtype)).abs().amin(-1)
    assert (nearest <= rough.residual + unit).all() and (rough.residual > 1e-3).any()  # the residual bounds, and sees what is rough
    alone = probe.top_singular(f, x[:1], rank, 2, 12, torch.Generator().manual_seed(1), chunk=2)
    assert (alone.s - found.s[:1]).abs().max() < unit


def test_rows_do_not_depend_on_the_rest_of_the_batch() -> None:
    x, z = normal(6, 3), normal(2, 6, 3, seed=1)
    some = [1, 4]
    assert (probe.jvp(drift, x, z)[1][:, some] - probe.jvp(drift, x[some], z[:, some])[1]).abs().max() < 1e-14
    whole, part = probe.differences(drift, x, z[0]), probe.differences(drift, x[some], z[0, some])
    assert ((whole.estimate[some] - part.estimate).abs().amax(1) <= 2 * part.error).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda x: probe.jvp(drift, x[0], x[None]), "a point in each row"),
        (lambda x: probe.jvp(drift, x, x), "k >= 1"),
        (lambda x: probe.jvp(drift, x, x[None].float()), "k >= 1"),
        (lambda x: probe.jvp(drift, x, x[None], 0), "chunk = 0"),
        (lambda x: probe.vjp(wide, x, x[None]), r"w is \(1, 5, 3\) torch.float64: it must be \(k, 5, 2, 2\)"),
        (lambda x: probe.jacobian(drift, x / 0), "not finite in row 0"),
        (lambda x: probe.hutchinson(drift, x, 0.5, 1), "probes = 1: it must be 2 or larger"),
        (lambda x: probe.hutchinson(drift, x, 0.5, 9, "normal"), "use gaussian or rademacher"),
        (lambda x: probe.hutchinson_variance(x.T @ x, "unit"), "use gaussian or rademacher"),
        (lambda x: probe.differences(drift, x, x[0]), "k >= 1"),
        (lambda x: probe.differences(drift, x, x, -1.0), "step = -1.0"),
        (lambda x: probe.differences(drift, x, x, scheme="backward"), "use forward or central"),
        (lambda x: probe.top_singular(drift, x, 4), "rank = 4: J_n has 3 singular values"),
        (lambda x: probe.top_singular(drift, x, 1, iterations=0), "iterations = 0"),
    ],
)
def test_doors(call: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call(normal(5, 3))
