"""Right on average: E|s|^2 = -E div s, which holds at no point; means against those of draws."""

from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, mixture
from verify import as_derivation, check
from verify.claim import Outcome
from verify.derivations.judging import on_average
from verify.derivations.judging.decide import decide
from verify.routes.draws import sample


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


@pytest.mark.parametrize(("of", "on"), [("mean", "average"), ("divergence", "points")])
def test_what_has_no_mean_is_refused(of: str, on: str) -> None:
    with pytest.raises(ValueError, match="on="):
        as_derivation(divergence, of, on=on)
