"""Right on average: E|s|^2 = -E div s, which holds at no point; means against those of draws."""

from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic, mixture
from verify import as_derivation, check
from verify.claim import Outcome
from verify.derivations.judging import on_average
from verify.derivations.judging.decide import decide
from verify.routes.draws import sample

T = sp.Symbol("t")


def minus_square(law: Any, t: Any, x: Any, share: int = 1) -> Any:
    """-|s|^2, on average the trace of the Hessian of log p."""
    s = mixture.score(law, t, x)
    return -law.ar.einsum("...i,...i->...", s, s) / share


def divergence(law: Any, t: Any, x: Any) -> Any:
    """div u, with e (|s|^2 + div s) more: 0 on average."""
    trace = law.ar.einsum("...ii->...", mixture.score_jacobian(law, t, x))
    return mixture.divergence(law, t, x) + (trace - minus_square(law, t, x)) / 2


def slipped(law: Any, t: Any, x: Any) -> Any:
    return divergence(law, t, x) + minus_square(law, t, x) / 1024


def test_a_formula_may_be_right_on_average_only() -> None:
    said = check(divergence, "divergence")
    assert said.verdict == "REFUTED" and "right on average over p_t" in said.why
    assert decide(as_derivation(divergence, "divergence", on="average"), 0, 30.0).verdict == "AGREES"


def test_a_thousandth_more_is_seen() -> None:
    answer = decide(as_derivation(slipped, "divergence", on="average"), 0, 30.0)
    assert answer.verdict == "REFUTED" and "E = " in answer.why
    assert not on_average.agrees(as_derivation(slipped, "divergence"), 0)


def test_the_means_are_those_of_draws() -> None:
    d = as_derivation(divergence, "divergence", on="average")
    regime = next(r for r in on_average.cases.fresh("mixture", d.needs | {"d=2", "no far tails", "regular"}, 0, 1))
    t = regime.times[0]
    law = regime.law(arithmetic.float64())
    x = sample(law, np.asarray(float(t)), 100_000, np.random.default_rng(0)).xt
    values = mixture.divergence(law, float(t), x)
    found = on_average._of(d, regime, t)
    assert found.outcome is Outcome.HOLDS
    assert abs(found.known - values.mean()) < 5 * values.std() / np.sqrt(len(values))


def test_what_rules_cannot_see_is_undecided() -> None:
    def rough(law: Any, t: Any, x: Any) -> Any:
        return mixture.divergence(law, t, x) + np.sign(x[:, 0])

    answer = decide(as_derivation(rough, "divergence", on="average"), 0, 30.0)
    assert answer.verdict == "UNDECIDED" and "closely enough" in answer.why


def outer(law: Any, t: Any, x: Any, score: Any) -> Any:
    """-s s^T, on average the Hessian of log p, whatever the law."""
    return -law.ar.einsum("...i,...j->...ij", score, score)


@pytest.mark.parametrize(
    "options",
    [
        {"law": "gaussian"},
        {"law": "gaussian", "convention": "noise at 1"},
        {"law": "points"},
        {"convention": "edm"},
        {"path": (1 - T, T, sp.sqrt(2 * T * (1 - T)))},
    ],
    ids=str,
)
def test_in_every_convention_of_every_law(options: dict[str, Any]) -> None:
    way: dict[str, Any] = {"on": "average", **options}
    assert decide(as_derivation(outer, "score_jacobian", **way), 0, 30.0).verdict == "AGREES"
    wrong = decide(as_derivation(lambda law, t, x, score: outer(law, t, x, score) * 1.001, "score_jacobian", **way), 0, 30.0)
    assert wrong.verdict == "REFUTED"


def test_pairs_are_coupled_too() -> None:
    """E[x_t] needs no coupling; Cov[x1 - x0 | x_t], on average, does."""
    coupled = [
        r for r, _ in on_average.places(as_derivation(outer, "score_jacobian", "gaussian", on="average"), 0) if "coupled" in r.name
    ]
    assert len(coupled) > 3
    for r in coupled:
        law: Any = r.law(arithmetic.float64())
        ends = np.block([[law.S0, law.X], [law.X.T, law.S1]])
        assert abs(law.X).max() > 0 and np.linalg.eigvalsh(ends)[0] > 0


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (lambda x, t, means: np.nan * x, "NaN or infinity"),
        (lambda x, t, means: np.where(x > 2, np.nan, x), "NaN or infinity"),
        (lambda law, t, x: 1 / 0, "raises ZeroDivisionError"),
    ],
)
def test_what_gives_no_numbers_is_undecided(f: Any, said: str) -> None:
    answer = decide(as_derivation(f, "score", on="average"), 0, 30.0)
    assert answer.verdict == "UNDECIDED" and said in answer.why


def test_a_map_has_no_mean_and_a_mean_no_tolerance() -> None:
    with pytest.raises(ValueError, match="'transport' is one map"):
        as_derivation(divergence, "velocity", "transport", on="average")
    with pytest.raises(ValueError, match="tolerance= is how far values"):
        as_derivation(divergence, "divergence", on="average", tolerance=1e-3)


@pytest.mark.parametrize(("of", "on"), [("mean", "average"), ("divergence", "points")])
def test_what_has_no_mean_is_refused(of: str, on: str) -> None:
    with pytest.raises(ValueError, match="on="):
        as_derivation(divergence, of, on=on)
