"""A diagnosis speaks the author's time, sign and letters, under every convention."""

import time
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from verify import as_derivation
from verify.derivations.conventions import Convention, convention
from verify.derivations.coordinates.presets import PRESETS
from verify.derivations.diagnosis import diagnose
from verify.derivations.diagnosis.coefficients import Coefficient
from verify.derivations.diagnosis.letters import coefficient, lettered, retold, scales

BACK = {"convention": "noise at 1"}


def said(f: Any, of: str, **options: Any) -> str:
    options = {"law": "gaussian", "assume": ("independent", "standard source", "0<t<1"), **options}
    found = diagnose(as_derivation(f, of, **options), 0, time.perf_counter() + 600)
    assert found is not None
    return found.words


def velocity_is_data(x: Any, t: Any, denoised: Any) -> Any:
    return denoised


def a_step_late(x: Any, t: Any, mean0: Any, cov0: Any) -> Any:
    """A score with the noise at t = 1."""
    s = t + 0.01
    S = (1 - s) ** 2 * cov0 + s**2 * np.eye(len(mean0))
    return -np.linalg.solve(S, x - (1 - s) * mean0)


def score_of_one(x: Any, t: Any, denoised: Any) -> Any:
    return (denoised - x) / t**2


def doubled_gain(x: Any, t: Any, mean0: Any, cov0: Any) -> Any:
    """A denoiser with the noise at t = 1."""
    S = (1 - t) ** 2 * cov0 + t**2 * np.eye(len(mean0))
    return mean0 + 2 * (1 - t) * cov0 @ np.linalg.solve(S, x - (1 - t) * mean0)


@pytest.mark.parametrize(
    ("f", "of", "options", "words"),
    [
        (velocity_is_data, "velocity", BACK, "equals the denoiser E[x0 | x_t] on"),
        (velocity_is_data, "velocity", {}, "equals the denoiser E[x1 | x_t] on"),
        (score_of_one, "score", BACK, "equals -1/t times the velocity on"),
        (a_step_late, "score", BACK, "with t + 1/100 for t: a step of 1/100 late"),
        (doubled_gain, "denoiser", BACK, "the term (1 - t) Sigma_0 is counted twice in A_k"),
    ],
)
def test_in_the_authors_time_sign_and_letters(f: Any, of: str, options: dict[str, Any], words: str) -> None:
    assert words in said(f, of, **options)


def half(x: Any, velocity: Any, score: Any, g: Any) -> Any:
    """An SDE with the data at time 0."""
    return velocity - g**2 / 4 * score


def own_half(x: Any, t: Any, velocity: Any, score: Any) -> Any:
    return velocity - t / 4 * score


@pytest.mark.parametrize("options", [{"convention": "noise at 1"}, {"time": (1000, 0)}], ids=str)
def test_a_noise_is_in_the_authors_unit(options: dict[str, Any]) -> None:
    assert "the term -g^2/2 times the score is halved" in said(half, "sde_drift", **options)


def test_a_noise_is_what_the_author_says() -> None:
    words = said(own_half, "sde_drift", where={"noise_level": lambda t: t ** F(1, 2)}, **BACK)
    assert "the term -g^2/2 times the score is halved" in words


PLACES = [Convention(), *(convention(name) for name in PRESETS), convention("noise at 1", time=(1000, 0))]


@pytest.mark.parametrize("c", PLACES, ids=str)
def test_scales_are_those_of_the_author(c: Convention) -> None:
    """What stands for the scales in words is what they are, in the author's time; else they have letters."""
    a, b = scales(c)
    if (a, b) == ("sigma", "alpha"):
        assert not c.linear or {*c.time} != {0, 1}
        return
    for t in (F(1, 8), F(3, 4)):
        unit = 1 - t if c.time.backwards else t
        assert (eval(a, {"t": t}), eval(b, {"t": t})) == (1 - unit, unit)


def test_words_of_ours_are_told_again() -> None:
    back, vp = convention("noise at 1"), convention("vp")
    assert retold("t x for x, S_t = (1 - t)^2 Sigma_0", Convention()) == "t x for x, S_t = (1 - t)^2 Sigma_0"
    assert retold("t x for x, S_t = (1 - t)^2 Sigma_0", back) == "(1 - t) x for x, S_t = t^2 Sigma_0"
    assert retold("1 - t for t", vp) == "sigma for alpha"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "x1 - x0 with mu_0, Sigma_0 S_t^-1"),
        ({"ends": "x0 is data"}, "x0 - x1 with mu_1, Sigma_1 S_t^-1"),
        ({"time": "data at 0"}, "x0 - x1 with mu_0, Sigma_0 S_t^-1"),
        ({"ends": "x0 is data", "time": "data at 0"}, "x1 - x0 with mu_1, Sigma_1 S_t^-1"),
    ],
)
def test_ends_have_the_authors_letters(options: dict[str, str], words: str) -> None:
    d = as_derivation(velocity_is_data, "velocity", "gaussian", **options)
    assert lettered("x1 - x0 with mu_0, Sigma_0 S_t^-1", d) == words


@pytest.mark.parametrize(("time", "factor"), [("data at 1", 1), ("data at 0", -1), ((1000, 0), F(-1, 1000))])
def test_a_coefficient_is_in_the_authors_unit_of_time(time: Any, factor: F) -> None:
    """Their velocity is the rate of ours in theirs times ours: 2 times a denoiser is there so many times it."""
    d = as_derivation(velocity_is_data, "velocity", "gaussian", time=time)
    two = Coefficient(((F(2), 0, 0),))
    assert coefficient(d, "denoiser", two) == Coefficient(((2 * factor, 0, 0),)) and coefficient(d, "velocity", two) == two
