"""The names of arguments say which law is meant; what is not asked for is assumed."""

from typing import Any

import pytest

from verify import as_derivation


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
    ],
)
def test_what_is_not_asked_for_is_assumed(source: str, law: str, needs: set[str]) -> None:
    scope: dict[str, Any] = {}
    exec(f"def f({source}): return x", scope)
    assert as_derivation(scope["f"], "velocity", law).needs == needs


def test_unknown_names_are_named_and_can_be_renamed() -> None:
    def f(x: Any, t: Any, blob: Any, Sigma: Any) -> Any:
        return x

    with pytest.raises(TypeError, match=r"unknown meaning: blob.*weights: pi"):
        as_derivation(f, "velocity")
    assert as_derivation(f, "velocity", rename={"blob": "mu"}).needs == {"standard source", "K=1"}
    with pytest.raises(TypeError, match="takes no parameters of the law"):
        as_derivation(lambda x, t: x, "velocity")
    with pytest.raises(TypeError, match=r"takes \*args"):
        as_derivation(lambda x, *args: x, "velocity")
