"""Targets of regressions: what they are given the ends, on average given x_t; means against those of weighted draws."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic
from verify import as_derivation
from verify.claim import Outcome
from verify.derivations import cases
from verify.derivations.judging.conditional_mean import FEWEST, _of, means
from verify.derivations.judging.decide import decide


def verdict(f: Any, of: str = "velocity", **options: Any) -> str:
    return decide(as_derivation(f, of, on="conditional mean", **options), 0, 30.0).verdict


def difference(x0: Any, x1: Any) -> Any:
    return x1 - x0


def from_the_point(x: Any, t: Any, x1: Any) -> Any:
    return (x1 - x) / (1 - t)


@pytest.mark.parametrize("law", ["mixture", "gaussian", "line"])
def test_both_targets_of_flow_matching_have_its_velocity(law: str) -> None:
    assume = ("independent",) if law == "gaussian" else ()
    assert verdict(difference, law=law, assume=assume) == "AGREES"
    assert verdict(from_the_point, law=law, assume=(*assume, "0<t<1")) == "AGREES"


def test_a_target_with_sigma_min_in_one_place_only_has_not() -> None:
    assert verdict(lambda x0, x1: x1 - x0, sigma_min=F(1, 1024)) == "REFUTED"
    assert verdict(lambda x0, x1: x1 - (1 - 1 / 1024) * x0, sigma_min=F(1, 1024)) == "AGREES"


def test_letters_and_time_are_theirs() -> None:
    assert verdict(lambda x0, noise: noise - x0, convention="noise at 1") == "AGREES"
    assert verdict(lambda x0, noise: x0 - noise, convention="noise at 1") == "REFUTED"


def test_squares_of_ends_have_second_moments() -> None:
    def square(x1: Any, denoised: Any) -> Any:
        e = x1 - denoised
        return e[..., :, None] * e[..., None, :]

    assert verdict(square, "denoiser_covariance") == "AGREES"
    assert verdict(lambda x1, denoised: square(x1, 0 * denoised), "denoiser_covariance") == "REFUTED"


def test_the_means_are_those_of_weighted_draws() -> None:
    """Draws of the data, each with the density of x given it."""
    d = as_derivation(difference, "velocity", on="conditional mean", assume="standard source")
    r = next(iter(cases.fresh("mixture", d.needs | {"d=1", "no far tails", "regular"}, 0, 1)))
    t, x = float(r.times[0]), np.array([[float(c) for c in r.points[0]]])
    law, random = r.law(arithmetic.float64()), np.random.default_rng(0)
    k = random.choice(len(law.w), 400_000, p=law.w)
    x1 = law.m[k, 0] + np.sqrt(law.C[k, 0, 0]) * random.standard_normal(len(k))
    x0 = (x[0, 0] - t * x1) / (1 - t)
    w = np.exp(-(x0**2) / 2)
    mean, size = np.average(x1 - x0, weights=w), w.sum() ** 2 / (w**2).sum()
    found = _of(d, r, r.times[0], x)
    assert found.outcome is Outcome.HOLDS
    assert abs(found.found - mean) < 5 * np.sqrt(np.average((x1 - x0 - mean) ** 2, weights=w) / size)


def test_a_target_for_independent_ends_is_none_of_coupled_ones() -> None:
    """-x0/a is right for x0 ~ N(0, I) independent of x1 only; x1 - x0 of every pair."""
    way: dict[str, Any] = {"of": "score", "law": "gaussian"}
    needs = ("standard source", "0<t<1")
    assert verdict(lambda x0, t: -x0 / (1 - t), **way, assume=(*needs, "independent")) == "AGREES"
    assert verdict(lambda x0, t: -x0 / (1 - t), **way, assume=needs) == "REFUTED"
    assert verdict(lambda x0, noise: noise - x0, law="gaussian", convention="noise at 1") == "AGREES"


def test_data_at_points() -> None:
    assert verdict(difference, law="points") == "AGREES"
    assert verdict(lambda x0, x1: 1.001 * x1 - x0, law="points") == "REFUTED"


def test_enough_is_asked() -> None:
    for law in ("mixture", "gaussian"):
        assert len(list(means(as_derivation(difference, "velocity", law, on="conditional mean"), 0))) > 8
    assert len(list(means(as_derivation(difference, "velocity", "line", on="conditional mean"), 0))) >= FEWEST


def test_ends_that_leave_a_noise_open_are_refused() -> None:
    t = sp.Symbol("t")
    with pytest.raises(ValueError, match="leave the noise c z"):
        as_derivation(difference, "velocity", on="conditional mean", path=(1 - t, t, sp.sqrt(2 * t * (1 - t))))


def test_a_target_that_is_nan_is_undecided() -> None:
    assert verdict(lambda x0, x1: np.where(x1 > 0, x1 - x0, np.nan)) == "UNDECIDED"


def test_what_rules_cannot_see_is_undecided() -> None:
    assert verdict(lambda x0, x1: np.sign(x1 - x0) * 2.5) == "UNDECIDED"
