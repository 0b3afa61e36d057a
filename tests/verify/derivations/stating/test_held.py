"""All parameters in one argument: as a dict, as attributes; what is read of it says what is assumed."""

from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import settled
from tests.verify.derivations.stating.climbed import score, stands
from verify import as_derivation, check


def attributes(x: Any, t: Any, params: Any) -> Any:
    return score(x, t, params.mu, params.Sigma)


def keys(p: Any, x: Any, t: Any) -> Any:
    """From N(mu0, Sigma0) to N(mu1, Sigma1)."""
    S = (1 - t) ** 2 * p["Sigma0"] + t**2 * p["Sigma1"]
    return -np.linalg.solve(S, (x - (1 - t) * p["mu0"] - t * p["mu1"]).T).T


def optional(x: Any, t: Any, cfg: Any) -> Any:
    width = cfg.get("width", 1.0)
    assert "width" not in cfg and "mu" in cfg
    return width * score(x, t, cfg.get("mu"), cfg.get("Sigma"))


def responsibilities(x: Any, t: Any, gmm: Any) -> Any:
    """In sklearn's names."""
    S, e = (1 - t) ** 2 * np.eye(len(x)) + t**2 * gmm.covariances_, x - t * gmm.means_
    logs = (
        np.log(gmm.weights_) - np.linalg.slogdet(S)[1] / 2 - np.einsum("ki,ki->k", e, np.linalg.solve(S, e[..., None])[..., 0]) / 2
    )
    r = np.exp(logs - logs.max())
    return r / r.sum()


@pytest.mark.parametrize(
    ("f", "of", "law", "needs"),
    [
        (attributes, "score", "mixture", {"standard source", "K=1"}),
        (keys, "score", "gaussian", {"independent"}),
        (optional, "score", "mixture", {"standard source", "K=1"}),
        (responsibilities, "responsibilities", "mixture", {"standard source"}),
    ],
)
def test_what_it_reads_is_what_it_takes(f: Any, of: str, law: str, needs: set[str]) -> None:
    assert as_derivation(f, of, law).needs == needs
    assert stands(f, of, law)


def test_a_slip_in_such_a_function_is_seen() -> None:
    assert not stands(lambda x, t, params: score(x, t, params.mu, t * params.Sigma))
    assert not stands(lambda p, x, t: keys(p, x, t**2), law="gaussian")
    assert not stands(lambda x, t, gmm: responsibilities(x, t, gmm) ** 1.01, "responsibilities")


def test_numbers_of_a_line_are_read_as_such() -> None:
    def line(x: Any, t: Any, p: Any) -> Any:
        return -(x - t * p.mu) / ((1 - t) ** 2 + t**2 * p.sigma**2)

    assert as_derivation(line, "score", "mixture").needs == {"standard source", "K=1", "d=1"}
    assert stands(line) and not stands(lambda x, t, p: line(x, t, p) / p.sigma)


def test_names_in_it_are_declared_as_names_of_arguments() -> None:
    def f(x: Any, t: Any, box: Any) -> Any:
        return score(x, t, box.mu, np.diag(box.spread))

    options: dict[str, Any] = {"rename": {"box": "parameters", "spread": "diagonal covs"}}
    assert as_derivation(f, "score", **options).needs == {"standard source", "K=1", "diagonal"}
    assert stands(f, **options) and not stands(lambda x, t, box: f(x, t**2, box), **options)


@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_it_holds_arrays_of_the_library_and_precision(library: str) -> None:
    pytest.importorskip(library)

    def f(x: Any, t: Any, params: Any) -> Any:
        assert type(params.mu) is type(x) and params["mu"].dtype == x.dtype
        return x - params.mu

    assert settled(f, "score", "mixture", library=library, dtype="float32").formula.dtype == "float32"


def test_what_is_changed_in_it_is_told() -> None:
    def f(x: Any, t: Any, params: Any) -> Any:
        value = attributes(x, t, params)
        params.mu += 1
        return value

    answer = check(f, "score")
    assert answer.verdict == "AGREES" and "changes mu of its argument params" in answer.why


def test_a_trial_that_shows_nothing_is_told_at_the_door() -> None:
    with pytest.raises(TypeError, match=r"trial call .* raises AttributeError: 'sizes' is no parameter that is known"):
        as_derivation(lambda x, t, params: params.sizes * x, "score")
    with pytest.raises(TypeError, match="takes no parameters of the law"):
        as_derivation(lambda x, t, params: x, "score")
