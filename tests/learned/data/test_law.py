"""Closed-form laws as data: exact parameters, draws of the right law, the least loss beside independent quadratures."""

from fractions import Fraction
from math import pi

import numpy as np
import pytest
import torch
from scipy.integrate import quad

from analytic import arithmetic, gaussian, mixture
from learned.data import Law, load

PLANE = {"kind": "gaussian", "mean": [1, "-1/2"], "cov": [[1, "11/20"], ["0.55", 1]]}
THREE = {
    "kind": "mixture",
    "weights": ["1/2", "1/4", "1/4"],
    "means": [[0, 0], [3, 0], [0, -3]],
    "covs": [[[1, 0], [0, 1]], [["1/2", "1/4"], ["1/4", "1/2"]], [["1/4", 0], [0, 1]]],
}
LINE = {"kind": "mixture", "weights": ["1/3", "2/3"], "means": [[-2], [1]], "covs": [[["1/10"]], [[1]]]}


def line(variance: object) -> Law:
    return Law({"kind": "gaussian", "mean": [3], "cov": [[variance]]})


def test_parameters_are_exact() -> None:
    law = load(PLANE)
    assert isinstance(law, Law) and law.shape == (2,)
    pair = law.law(arithmetic.symbols())
    assert pair.S1[0, 1] == pair.S1[1, 0] == Fraction(11, 20)
    assert (pair.m0 == 0).all() and (np.eye(2, dtype=int) == pair.S0).all() and (pair.X == 0).all()
    three = Law(THREE).law(arithmetic.float64())
    assert isinstance(three, mixture.Mixture) and three.C[1, 0, 1] == 0.25


def test_checksum_is_of_the_numbers_not_of_how_they_are_written() -> None:
    assert line("1/2").checksum == line("0.5").checksum != line("1/3").checksum


@pytest.mark.parametrize("spec", [PLANE, THREE], ids=["gaussian", "mixture"])
def test_samples_have_the_moments_of_the_law(spec: dict[str, object]) -> None:
    """Means and second moments within 5 standard errors of n = 40 000 draws; a law with one entry moved is not."""
    law, n = Law(spec), 40_000
    x = law.sample(n, torch.Generator().manual_seed(7), torch.float64).numpy()
    exact = law.law(arithmetic.float64())
    mean, cov = mixture.moments(exact, 1.0) if spec is THREE else (exact.m1, exact.S1)
    second = np.einsum("ni,nj->nij", x, x)
    z = (second.mean(0) - cov - np.outer(mean, mean)) / second.std(0) * np.sqrt(n)
    assert abs((x.mean(0) - mean) / x.std(0) * np.sqrt(n)).max() < 5
    assert abs(z).max() < 5
    assert abs((x.mean(0) - mean - 0.1) / x.std(0) * np.sqrt(n)).max() > 5


def test_samples_are_a_function_of_the_generator() -> None:
    law = Law(THREE)
    one, two = (law.sample(5, torch.Generator().manual_seed(1), dtype) for dtype in (torch.float32, torch.float64))
    assert one.dtype == torch.float32 and one.shape == (5, 2)
    assert torch.equal(one, two.float())
    assert not torch.equal(one, law.sample(5, torch.Generator().manual_seed(2)))


def test_a_point_is_sampled_as_a_point() -> None:
    law = Law({"kind": "gaussian", "mean": [1, 2], "cov": [[0, 0], [0, 0]]})
    assert (law.sample(3, torch.Generator().manual_seed(0)) == torch.tensor([1.0, 2.0])).all()
    assert law.floor() == 0


@pytest.mark.parametrize(("variance", "floor"), [(1, pi / 2), (4, pi), ("1/4", pi / 4)])
def test_floor_between_gaussians_on_a_line(variance: object, floor: float) -> None:
    assert line(variance).floor() == pytest.approx(floor, rel=1e-15)


@pytest.mark.parametrize("spec", [PLANE, {"kind": "gaussian", "mean": [0], "cov": [["1/50"]]}], ids=["plane", "narrow"])
def test_floor_is_the_integral_of_the_residual_covariance(spec: dict[str, object]) -> None:
    """The closed form against an adaptive quadrature of gaussian.residual_covariance."""
    law = Law(spec)
    pair = law.law(arithmetic.float64())
    total, error = quad(lambda t: np.trace(gaussian.residual_covariance(pair, t)), 0, 1, points=[0.5, 0.9], epsabs=1e-13)
    assert law.least is not None and error < 1e-10
    assert abs(total / law.shape[0] - law.least.value) <= law.least.error + error
    assert abs(total / law.shape[0] - 1.001 * law.least.value) > law.least.error + error


def residual(law: Law, t: float, x: np.ndarray) -> np.ndarray:
    return np.einsum("...ii->...", mixture.residual_covariance(law.law(arithmetic.float64()), np.full(x.shape[:-1], t), x))


def test_floor_of_a_mixture_on_a_line_is_the_integral_over_a_fine_grid() -> None:
    """Midpoints in t, a plain sum over x of p_t tr Cov: nothing shared with the quadrature by components."""
    law, x, n = Law(LINE), np.linspace(-14, 14, 2001)[:, None], 200
    mix, total = law.law(arithmetic.float64()), []
    for t in (np.arange(n) + 0.5) / n:
        p = np.exp(mixture.log_density(mix, np.full(len(x), t), x))
        total.append((p * residual(law, t, x)).sum() / p.sum())
    assert law.least is not None and law.least.error < 1e-7 * law.least.value
    allowed = 2 * abs(np.diff(total, 2)).max() / 24  # twice what the midpoint rule errs by, |f''| / 24 n^2
    assert abs(np.mean(total) - law.least.value) < allowed + law.least.error
    assert abs(np.mean(total) - 1.001 * law.least.value) > allowed + law.least.error


def test_floor_of_a_mixture_in_the_plane_is_what_sampling_finds() -> None:
    """E|x1 - x0 - u|^2 / 2 of 200 000 draws, within 5 standard errors; two per cent more is refuted."""
    law, n, g = Law(THREE), 200_000, torch.Generator().manual_seed(3)
    x1, t = law.sample(n, g, torch.float64), torch.rand(n, generator=g, dtype=torch.float64)
    x0 = torch.randn(n, 2, generator=g, dtype=torch.float64)
    x = (1 - t)[:, None] * x0 + t[:, None] * x1
    u = mixture.drift(law.law(arithmetic.float64()), t.numpy(), x.numpy())
    loss = ((x1 - x0).numpy() - u) ** 2
    mean, se = loss.mean(), loss.mean(1).std() / np.sqrt(n)
    assert law.least is not None and law.least.error < 1e-7 * law.least.value
    assert abs(mean - law.least.value) < 5 * se
    assert abs(mean - 1.02 * law.least.value) > 5 * se


def test_floor_of_equal_components_is_that_of_one() -> None:
    two = Law({"kind": "mixture", "weights": ["1/2", "1/2"], "means": [[1], [1]], "covs": [[[4]], [[4]]]})
    assert two.floor() == pytest.approx(pi, rel=1e-14)


def test_no_floor_is_given_where_none_is_known() -> None:
    unit = [[int(i == j) for j in range(3)] for i in range(3)]
    law = Law({"kind": "mixture", "weights": ["1/2", "1/2"], "means": [[0, 0, 0], [1, 0, 0]], "covs": [unit, unit]})
    assert law.floor() is None


BAD = {
    "weights": (LINE | {"weights": ["1/3", "1/3"]}, "weights sum to 2/3, not to 1: divide them by their sum"),
    "no covariance": (PLANE | {"cov": [[1, 2], [2, 1]]}, "a covariance must be positive semidefinite"),
    "not symmetric": (PLANE | {"cov": [[1, "1/2"], [0, 1]]}, "not symmetric"),
    "a float": (PLANE | {"mean": [0.1, 0]}, 'mean has the entry 0.1: write an int or a string such as "3/2"'),
    "no number": (PLANE | {"mean": ["a", 0]}, "mean has the entry 'a', which is no rational number"),
    "division by zero": (PLANE | {"mean": ["1/0", 0]}, "which is no rational number"),
    "a number for a vector": (PLANE | {"mean": 1}, "mean is 1: give a list, a number for each dimension"),
    "shapes": (PLANE | {"cov": [[1]]}, r"cov1 has shape \(1, 1\)"),
    "ragged": (PLANE | {"cov": [[1], [0, 1]]}, "cov1"),
    "missing key": ({"kind": "gaussian", "mean": [0]}, "gaussian data need the key 'cov'"),
    "unknown key": (PLANE | {"means": 1}, "'means' is no key of gaussian data: use cov, mean"),
    "unknown kind": ({"kind": "cauchy"}, "kind of data 'cauchy' is not known: use gaussian, mixture, mnist, celeba, pairs"),
    "no kind": ({}, "kind of data None is not known"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_laws(name: str) -> None:
    spec, reason = BAD[name]
    with pytest.raises(ValueError, match=reason):
        load(spec)


def test_a_law_takes_its_own_keys_only() -> None:
    with pytest.raises(ValueError, match="a law is"):
        Law({"kind": "mnist"})
