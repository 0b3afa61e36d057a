"""The names of arguments say which law is meant; what is not asked for is assumed."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.stating.climbed import score, stands
from verify import as_derivation, check
from verify.derivations.stating.argument_names import read
from verify.derivations.stating.left_out import needs


def taking(source: str) -> Callable[..., Any]:
    """A function with these parameters."""
    scope: dict[str, Any] = {}
    exec(f"def f({source}): return 0", scope)
    f: Callable[..., Any] = scope["f"]
    return f


@pytest.mark.parametrize(
    ("source", "law", "needs"),
    [
        ("x, t, pi, mu, Sigma, mu0, Sigma0", "mixture", set()),
        ("Sigma0, x_t, weights, t, means, covs", "mixture", {"centred source"}),
        ("x, t, w, m, C, m0", "mixture", {"white source"}),
        ("x, t, pi, mu, Sigma", "mixture", {"standard source"}),
        ("x, t, mu, Sigma", "mixture", {"standard source", "K=1"}),
        ("x, t, mus, Sigmas", "mixture", {"standard source", "equal weights"}),
        ("x, t, pi, mu, sigma2", "mixture", {"standard source", "d=1"}),
        ("x, t, w1, w2, mu1, mu2, S1, S2, eps=1e-8", "mixture", {"standard source", "K=2"}),
        ("x, t, mu0, Sigma0, mu1, Sigma1", "gaussian", {"independent"}),
        ("x, t, mu0, Sigma0, mu1, Sigma1, cross", "gaussian", set()),
        ("z_t, t, μ, Σ", "mixture", {"standard source", "K=1"}),
        ("sample, t, weights_, means_, covariances_", "mixture", {"standard source"}),
        ("x, t, pi, mu, Lambda", "mixture", {"standard source", "regular"}),
        ("x, t, w1, w2, mu1, mu2, L1, L2", "mixture", {"standard source", "K=2", "regular"}),
        ("x, t, mu, Sigma, L=None, sample=False, cfg=None, p=2, P=3", "mixture", {"standard source", "K=1"}),
        ("x, t, w1, w2, mu1, mu2, S1, S2=None", "mixture", {"standard source", "K=2"}),
        ("x, t, pi, mu, Sigma, mu0=None, Sigma0=None", "mixture", set()),
        ("x, t, mu_0, scale_tril_0, mu_1, precision_1", "gaussian", {"independent", "regular"}),
    ],
)
def test_what_is_not_asked_for_is_assumed(source: str, law: str, needs: set[str]) -> None:
    assert as_derivation(taking(source), "velocity", law).needs == needs


@pytest.mark.parametrize(
    ("rename", "needs"),
    [
        ({"v": "diagonal covs"}, {"diagonal"}),
        ({"v": "isotropic stds"}, {"isotropic data"}),
        ({"v": "vars"}, {"d=1"}),
        ({"v": "isotropic var0"}, {"isotropic source", "centred source"}),
    ],
)
def test_what_a_covariance_is_written_as_is_assumed(rename: dict[str, str], needs: set[str]) -> None:
    found = as_derivation(taking("x, t, pi, mu, v"), "velocity", rename=rename).needs
    assert found - {"standard source"} == needs


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x, t, blob, Sigma", r"unknown meaning: blob\..*rename={'blob': 'means'}.*weights \(pi\)"),
        ("x, t, muu, Sigma", r"Did you mean mu\?.*rename={'muu': 'mu'}"),
        ("x, t, mu, P", r"P may be precisions or covs"),
        ("x, t, p, mu, Sigma", r"p may be weights or parameters"),
        ("x, t", "takes no parameters of the law"),
        ("x, *args", r"takes \*args: .*rename={'args'"),
        ("x, t, mu, Sigma, **more", r"takes \*\*more"),
    ],
)
def test_what_says_nothing_is_told_in_three_lines_with_what_to_write(source: str, said: str) -> None:
    with pytest.raises(TypeError, match=said) as found:
        as_derivation(taking(source), "velocity")
    assert len(str(found.value)) < 3 * 100


def test_names_are_declared() -> None:
    assert as_derivation(taking("x, t, blob, Sigma"), "velocity", rename={"blob": "mu"}).needs == {"standard source", "K=1"}
    with pytest.raises(TypeError, match="'nothing' is no parameter of the law"):
        as_derivation(taking("x, t, blob, Sigma"), "velocity", rename={"blob": "nothing"})
    with pytest.raises(TypeError, match=r"eps before \*args has no meaning"):
        as_derivation(taking("x, eps=0, *args"), "velocity", rename={"args": ("t", "mu")})


def test_gathered_arguments_are_told_apart_by_what_is_declared() -> None:
    def starred(x: Any, *args: Any) -> Any:
        mu, Sigma, t = args
        return score(x, t, mu, Sigma)

    def named(x: Any, t: Any, **law: Any) -> Any:
        return score(x, t, law["mu"], law["blob"])

    assert stands(starred, rename={"args": ("mu", "Sigma", "t")})
    assert stands(named, rename={"law": ("mu", "blob"), "blob": "covs"})
    assert not stands(lambda x, t, *args: 2 * score(x, t, *args), rename={"args": ("mu", "Sigma")})


def test_the_first_arguments_are_given_by_position() -> None:
    """As jax.vmap and functools ask; those behind a default by name."""

    def f(*args: Any, **named: Any) -> Any:
        assert len(args) == 3 and named.keys() == {"Sigma"}
        return score(*args, **named)

    f.__signature__ = signature(taking("x, t, mu, eps=0, Sigma=None"))  # type: ignore[attr-defined]
    assert stands(f)


def test_the_namespace_is_that_of_the_library() -> None:
    def field(x: Any, t: Any, mu: Any, Sigma: Any, xp: Any) -> Any:
        S = (1 - t) ** 2 * xp.eye(len(mu), dtype=x.dtype) + t**2 * Sigma
        return -xp.linalg.solve(S, (x - t * mu).T).T

    def wrong(x: Any, t: Any, mu: Any, Sigma: Any, xp: Any) -> Any:
        return field(x, t, mu, Sigma, xp) * xp.exp(t - t**2)

    pytest.importorskip("torch")
    for library in ("numpy", "torch"):
        assert stands(field, library=library) and not stands(wrong, library=library)
    assert stands(lambda x, t, mu, Sigma: field(x, t, mu, Sigma, x.__array_namespace__()))


def test_the_points_beside_x_are_those_of_the_data() -> None:
    assert ("points", "means", -1) in read(lambda x, t, points: x, "mixture", False).each
    assert ("points", "x", -1) in read(lambda points, t, means: means, "mixture", False).each


@pytest.mark.parametrize(
    ("written", "meaning"),
    [("precision Sigma1", "precision1"), ("cholesky cov1", "cholesky1"), ("diagonal Sigma1", "diagonal cov1")],
)
def test_a_form_of_a_covariance_may_be_declared_of_any_of_its_names(written: str, meaning: str) -> None:
    assert ("P", meaning, -1) in read(lambda x, t, mu1, P: x, "gaussian", False, {"P": written}).each
    with pytest.raises(TypeError, match="use one of mean1, cov1"):
        read(lambda x, t, mu1, P: x, "gaussian", False, {"P": "precision mu1"})


def test_means_left_out_are_forgotten_unless_there_is_one_component() -> None:
    def needs_of(f: Any) -> frozenset[str]:
        return needs(read(f, "mixture", False), "mixture", False)

    assert "centred data" not in needs_of(lambda x, t, weights, covs: x) | needs_of(lambda x, t, covs: x)
    assert {"centred data", "K=1"} <= needs_of(lambda x, t, cov: x)


def test_points_and_what_is_declared_as_several_are_several() -> None:
    def softmax_of(x: Any, sigma: Any, y: Any) -> Any:
        q = np.exp(-((x - y) ** 2).sum(-1) / sigma**2)  # without the 1/2
        return q @ y / q.sum()

    options: Any = {"convention": "edm", "rename": {"y": "means"}}
    assert "equal weights" in as_derivation(softmax_of, "denoiser", "points", **options).needs
    assert check(softmax_of, "denoiser", "points", budget=4, **options).verdict == "REFUTED"
    assert "K=1" not in as_derivation(lambda x, t, C, Q: x, "jacobian_do[1]", rename={"C": "covs", "Q": "cov0"}).needs


def test_who_writes_the_covariance_out_without_a_source_means_the_standard_one_whatever_is_given() -> None:
    def needs_of(f: Any) -> frozenset[str]:
        return needs(read(f, "mixture", False, None, {"r": "responsibilities"}), "mixture", False)

    assert "standard source" in needs_of(lambda x, t, r, covs: x)
    assert not needs_of(lambda x, t, r: x) | needs_of(lambda x, t, r, means: x) | needs_of(lambda x, t, r, covs, cov0: x)
