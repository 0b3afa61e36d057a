"""A covariance as people write it: diagonals, single numbers, inverses and factors; what is exact of them is exact."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from tests.verify.derivations.stating.climbed import score, stands
from verify import as_derivation
from verify.derivations import cases
from verify.derivations.stating.covariance_forms import FORMS, parameter

C = [[F(5, 4), F(1, 2)], [F(1, 2), F(3, 4)]]
LAW: Any = cases.regime(
    "mixture", {"weights": [1], "means": [[0, 0]], "covs": [C], "mean0": [0, 0], "cov0": [[4, 0], [0, 4]]}, (), ()
).law(arithmetic.float64())


def of_diagonals(x: Any, t: Any, pi: Any, mu: Any, v: Any, v0: Any) -> Any:
    """The score of a mixture whose covariances are diagonal: v (K, d), v0 (d,)."""
    S, e = (1 - t) ** 2 * v0 + t**2 * v, x[:, None] - t * mu
    logs = np.log(pi) - np.log(S).sum(-1) / 2 - (e**2 / S).sum(-1) / 2
    r = np.exp(logs - logs.max(-1, keepdims=True))
    return -np.einsum("nk,nki->ni", r / r.sum(-1, keepdims=True), e / S)


def of_numbers(x: Any, t: Any, pi: Any, mu: Any, v: Any, v0: Any) -> Any:
    """v (K,), v0 a number."""
    return of_diagonals(x, t, pi, mu, v[:, None] * np.ones_like(mu), v0)


WAYS: dict[str, tuple[Any, Any, dict[str, str]]] = {  # right, wrong, declared
    "diagonal": (
        of_diagonals,
        lambda x, t, pi, mu, v, v0: of_diagonals(x, t, pi, mu, v[:, ::-1], v0),
        {"v": "diagonal covs", "v0": "diagonal cov0"},
    ),
    "diagonal deviations": (
        lambda x, t, pi, mu, v, v0: of_diagonals(x, t, pi, mu, v**2, v0**2),
        of_diagonals,
        {"v": "diagonal stds", "v0": "diagonal std0"},
    ),
    "isotropic": (
        of_numbers,
        lambda x, t, pi, mu, v, v0: of_numbers(x, t, pi, mu, v, v0**0.5),
        {"v": "isotropic vars", "v0": "isotropic var0"},
    ),
    "isotropic deviations": (
        lambda x, t, pi, mu, v, v0: of_numbers(x, t, pi, mu, v**2, v0**2),
        lambda x, t, pi, mu, v, v0: of_numbers(x, t, pi, mu, v, v0**2),
        {"v": "isotropic stds", "v0": "isotropic std0"},
    ),
    "inverse": (
        lambda x, t, mu, Lambda: score(x, t, mu, np.linalg.inv(Lambda)),
        lambda x, t, mu, Lambda: score(x, t, mu, Lambda),
        {},
    ),
    "factor": (lambda x, t, mu, L: score(x, t, mu, L @ L.T), lambda x, t, mu, L: score(x, t, mu, L.T @ L), {}),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_right_form_stands_and_a_near_miss_does_not(way: str) -> None:
    right, wrong, rename = WAYS[way]
    assert stands(right, rename=rename) and not stands(wrong, rename=rename)


def test_ends_of_a_pair_are_written_so_too() -> None:
    def f(x: Any, t: Any, mu0: Any, L0: Any, mu1: Any, prec1: Any) -> Any:
        S = (1 - t) ** 2 * L0 @ L0.T + t**2 * np.linalg.inv(prec1)
        return -np.linalg.solve(S, (x - (1 - t) * mu0 - t * mu1).T).T

    assert stands(f, law="gaussian")
    assert not stands(lambda x, t, mu0, L0, mu1, prec1: f(x, t, mu0, L0.T, mu1, prec1), law="gaussian")


def test_an_inverse_and_a_factor_are_rounded_once() -> None:
    """C^-1 = [[12, -8], [-8, 20]]/11, and L = [[sqrt(5)/2, 0], [1/sqrt(5), sqrt(11/20)]]."""
    assert np.array_equal(parameter(LAW, "precisions")[0], [[12 / 11, -8 / 11], [-8 / 11, 20 / 11]])
    L = parameter(LAW, "choleskys")[0]
    assert L[0, 1] == 0 and np.abs(L - [[5**0.5 / 2, 0], [5**-0.5, 0.55**0.5]]).max() <= 2.0**-53
    assert np.array_equal(parameter(LAW, "precision0"), np.eye(2) / 4) and np.array_equal(
        parameter(LAW, "cholesky0"), 2 * np.eye(2)
    )


def test_every_form_is_of_one_matrix_and_of_a_stack() -> None:
    for stem, form in FORMS.items():
        one, stack = parameter(LAW, f"{stem}0"), parameter(LAW, f"{stem}s")
        assert np.ndim(one) == form.axes and np.ndim(stack) == form.axes + 1


def test_what_is_assumed_of_an_end_follows_its_letter() -> None:
    """With x0 the data, one variance for letter 0 is one of the data."""

    def denoiser(x: Any, sigma: Any, sigma_data: Any) -> Any:
        return sigma_data**2 / (sigma**2 + sigma_data**2) * x

    options = {"law": "gaussian", "convention": "edm", "rename": {"sigma_data": "isotropic std0"}}
    d = as_derivation(denoiser, "denoiser", **options, assume="independent")
    assert "isotropic data" in d.needs and "isotropic source" not in d.needs
    same = as_derivation(lambda x, t, v0: v0 * x, "denoiser", law="gaussian", rename={"v0": "isotropic var0"})
    assert "isotropic source" in same.needs and "isotropic data" not in same.needs
