"""Ways of stating a derivation, the names of its arguments, and other people's conventions."""

from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import gaussian, mixture
from analytic.path import linear
from verify import as_derivation, check, derivation, load, symbols_of
from verify.claim import Claim
from verify.derivations.conventions import Convention
from verify.derivations.statement import Derivation

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("state_*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_way_of_stating_has_an_example_that_stands(path: Path) -> None:
    (item,) = load(path)
    expected = "PROVED" if path.stem in ("state_with_operations", "state_with_sympy") else "AGREES"
    assert check(item).verdict == expected


def test_there_are_five_ways() -> None:
    assert len(EXAMPLES) == 5


def blank(x: Any, t: Any, mu: Any, Sigma: Any, pi: Any) -> Any:
    return x


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


def test_what_cannot_be_stated_is_refused() -> None:
    for options, said in (
        ({"of": "velocty"}, "did you mean velocity"),
        ({"of": "velocity", "law": "cauchy"}, "no known law"),
        ({"of": "flow_map"}, "no closed form for the law 'mixture'"),
        ({"of": "velocity", "assume": "nice"}, "no known assumption"),
        ({"of": "velocity", "time": "noise at 3"}, "no known convention"),
        ({"of": "velocity", "dtype": "float8"}, "use one of 'float64', 'float32'"),
        ({"of": "velocity", "speed": 3}, "unknown option speed"),
    ):
        with pytest.raises((ValueError, KeyError, TypeError), match=said):
            as_derivation(blank, **options)
    with pytest.raises(TypeError, match="say what the formula is of"):
        as_derivation(blank)
    with pytest.raises(ValueError, match="exact number"):
        Convention(sigma_min=0.1)  # type: ignore[arg-type]


def test_a_file_is_loaded_in_its_order_and_what_cannot_be_stated_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "from verify import derivation\n"
        "@derivation('velocity')\ndef first(law, t, x): return x\n"
        "@derivation('nothing')\ndef second(law, t, x): return x\n"
        "@derivation('velocity')\ndef third(x, t, blob): return x\n"
    )
    items = load(path)
    assert [item.name for item in items if isinstance(item, Derivation)] == ["first", "second", "third"]
    assert all("mine.py:" in getattr(item, "where", "") for item in items)
    assert "no known quantity" in check(items[1]).why and "blob" in check(items[2]).why
    assert load(path, "third")[0].name == "third"  # type: ignore[union-attr]
    with pytest.raises(KeyError, match="it has first, second, third"):
        load(path, "fourth")


def test_a_marked_function_stays_usable() -> None:
    @derivation("velocity", law="gaussian")
    def f(law: Any, t: Any, x: Any) -> Any:
        return x

    assert f(None, 0, 3) == 3
    assert as_derivation(f).quantity.name == "velocity" and not isinstance(f, Claim)


def forward(path: Any) -> Any:
    """The velocity of a mixture on another path, written out."""

    def velocity(law: Any, t: Any, x: Any) -> Any:
        ar = law.ar
        a, b, da, db = path(ar, t)
        S, D = a * a * law.S0 + b * b * law.C, a * da * law.S0 + b * db * law.C
        e = x[..., None, :] - a * law.m0 - b * law.m
        g = ar.solve(S, e)
        r = ar.softmax(ar.log(law.w) - ar.logdet(S) / 2 - ar.einsum("...i,...i->...", g, e) / 2)
        return ar.einsum("...k,...ki->...i", r, da * law.m0 + db * law.m + ar.einsum("kij,...kj->...ki", D, g))

    return velocity


LITTLE = F(1, 64)
PATHS: dict[str, Any] = {
    "data at 0": (lambda ar, t: (t, 1 - t, 0 * t + 1, 0 * t - 1), {"time": "data at 0"}),
    "sigma_min": (
        lambda ar, t: (1 - (1 - ar.array(LITTLE)) * t, t, 0 * t - (1 - ar.array(LITTLE)), 0 * t + 1),
        {"sigma_min": LITTLE},
    ),
    "trigonometric": (
        lambda ar, t: (
            ar.cos(ar.pi() / 2 * t),
            ar.sin(ar.pi() / 2 * t),
            -ar.pi() / 2 * ar.sin(ar.pi() / 2 * t),
            ar.pi() / 2 * ar.cos(ar.pi() / 2 * t),
        ),
        {"path": "trigonometric"},
    ),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_convention_is_converted_and_matters(name: str) -> None:
    path, declared = PATHS[name]
    formula = forward(path)
    assert check(formula, "velocity", **declared).verdict == "PROVED"
    assert check(formula, "velocity", budget=2).verdict == "REFUTED"


@pytest.mark.parametrize("of", ["jacobian", "divergence", "score", "denoiser"])
def test_rates_change_sign_with_time_and_states_do_not(of: str) -> None:
    ours = {"jacobian": mixture.jacobian, "divergence": mixture.divergence, "score": mixture.score, "denoiser": mixture.denoiser}[
        of
    ]
    sign = -1 if of in ("jacobian", "divergence") else 1

    def theirs(law: Any, t: Any, x: Any) -> Any:
        return sign * ours(replace(law, path=linear), 1 - t, x)

    assert check(theirs, of, time="data at 0").verdict == "PROVED"
    assert check(theirs, of, budget=2).verdict == "REFUTED"


def test_letters_exchanged() -> None:
    def rectified(x: Any, t: Any, mu0: Any, Sigma0: Any, mu1: Any, Sigma1: Any) -> Any:  # x0 is data, x_t = t x0 + (1 - t) x1
        S, D = t**2 * Sigma0 + (1 - t) ** 2 * Sigma1, t * Sigma0 - (1 - t) * Sigma1
        return mu0 - mu1 + D @ np.linalg.solve(S, x - t * mu0 - (1 - t) * mu1)

    assert check(rectified, "velocity", "gaussian", ends="x0 is data").verdict == "AGREES"
    assert check(rectified, "velocity", "gaussian", budget=2).verdict == "REFUTED"

    def of_mixture(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu1: Any, Sigma1: Any) -> Any:  # the source has the letter 1
        logits, v = [], []
        for w, m, C in zip(pi, mu, Sigma, strict=True):
            S, e = (1 - t) ** 2 * Sigma1 + t**2 * C, x - t * m - (1 - t) * mu1
            logits.append(np.log(w) - np.linalg.slogdet(S)[1] / 2 - e @ np.linalg.solve(S, e) / 2)
            v.append(m - mu1 + (t * C - (1 - t) * Sigma1) @ np.linalg.solve(S, e))
        r = np.exp(np.array(logits) - max(logits))
        return r / r.sum() @ np.array(v)

    assert check(of_mixture, "velocity", ends="x0 is data").verdict == "AGREES"


def test_expressions_in_names_with_and_without_indices() -> None:
    t, x, m1, C1, m0, S0 = sp.symbols("t x m1 C1 m0 S0")
    u = m1 - m0 + (t * C1 - (1 - t) * S0) / ((1 - t) ** 2 * S0 + t**2 * C1) * (x - t * m1 - (1 - t) * m0)
    answer = check(u, "velocity")
    assert answer.verdict == "PROVED" and "for all parameters in d=1, K=1" in answer.scope
    assert check(sp.diff(u, x), "jacobian").verdict == "PROVED"
    assert check(u + t * (1 - t) / 10**6, "velocity", budget=2).verdict == "REFUTED"
    with pytest.raises(TypeError, match="unknown symbols q; with d = 1, K = 1 there are"):
        check(u + sp.Symbol("q"), "velocity")
    s = symbols_of("gaussian", d=2)
    S = (1 - s.t) ** 2 * s.S0 + s.t**2 * s.S1 + s.t * (1 - s.t) * (s.X + s.X.T)
    score = -S.inv() * (s.x - (1 - s.t) * s.m0 - s.t * s.m1)
    assert check(score, "score", "gaussian").verdict == "PROVED"
    with pytest.raises(ValueError, match="must be"):
        check(S, "score", "gaussian")


def test_a_quotient_of_densities_in_symbols() -> None:
    s = symbols_of("line", d=1, K=2)
    p: Any = 0
    for w, m, C in ((s.w1, s.m1, s.C1), (s.w2, s.m2, s.C2)):
        v, c = (1 - s.t) ** 2 * s.S0 + s.t**2 * C, (1 - s.t) * s.m0 + s.t * m
        p += w * sp.exp(-((s.x - c) ** 2) / (2 * v)) / sp.sqrt(v)
    assert check(sp.diff(sp.log(p), s.x), "score", "line").verdict == "PROVED"


def test_gaussian_quantities_of_any_coupling() -> None:
    assert check(lambda law, t, x: gaussian.drift(law, t, x), "velocity", "gaussian").verdict == "PROVED"


def test_options_of_plain_functions() -> None:
    def field(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return mu + (t * Sigma - (1 - t) * np.eye(len(mu))) @ np.linalg.solve(
            (1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, x - t * mu
        )

    answer = check(field, "velocity", dtype="float32", batched=False, library="numpy")
    assert answer.verdict == "AGREES" and "numpy, float32, one point at a time" in answer.scope
    held = check(lambda t, C, S0: (t * C - (1 - t) * S0) @ np.linalg.inv((1 - t) ** 2 * S0 + t**2 * C), "jacobian_do", k=0)
    assert held.verdict == "AGREES"
