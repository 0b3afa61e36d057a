"""Sampling sees what lies in the span of its test functions, and what one seed is blind to; rare events raise no false alarm."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, mixture
from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.sampling import DRAWN, frequencies, waves
from verify.regimes import ANISOTROPIC
from verify.routes.draws import sample

ONCE = replace(ANISOTROPIC, times=(F(1, 2),))
VELOCITY = Test("sampling", lambda draw: draw.velocity, (), {"n": 20_000})
LAW = ONCE.law(arithmetic.float64())
MANY = sample(LAW, 0.5, 400_000, np.random.default_rng(5)).xt
MEAN, SPREAD = MANY.mean(0), MANY.std(0)


def axes(y: Any) -> Any:
    """1, cos y_i, sin y_i."""
    return np.hstack([np.ones((len(y), 1)), np.cos(y), np.sin(y)])


BIASES = {
    "cos 2 y_0": lambda y: np.cos(2 * y[:, 0]),
    "sin 3 y_1": lambda y: np.sin(3 * y[:, 1]),
    "y_0 y_1": lambda y: y[:, 0] * y[:, 1],
    "y_0^2 - y_1^2": lambda y: y[:, 0] ** 2 - y[:, 1] ** 2,
    "a step at one standard deviation": lambda y: (y[:, 0] > 1).astype(float),
}


@pytest.mark.parametrize("name", BIASES)
def test_what_the_axes_alone_cannot_see_is_seen(name: str) -> None:
    """A bias less its projection on 1, cos y_i, sin y_i, with the root mean square 1/2; that of the drift is 2."""
    bias = BIASES[name]
    y = (MANY - MEAN) / SPREAD
    onto = np.linalg.lstsq(axes(y), bias(y), rcond=None)[0]
    size = 2 * (bias(y) - axes(y) @ onto).std()

    def wrong(mix: Any, t: Any, x: Any) -> Any:
        z = (x - MEAN) / SPREAD
        return mixture.drift(mix, t, x) + ((bias(z) - axes(z) @ onto) / size)[:, None]

    for seed in range(5):
        found = decide(VELOCITY, wrong, ONCE, seed)
        assert found.outcome is Outcome.REFUTED and "test function" in found.witness


def test_what_no_test_function_correlates_with_is_not_seen() -> None:
    """The limit that the words state: a fast wave of any size averages to zero against slow ones."""
    fast = lambda mix, t, x: mixture.drift(mix, t, x) + 10 * np.cos(400 * x)  # noqa: E731
    assert decide(VELOCITY, fast, ONCE, 0).outcome is Outcome.HOLDS


def test_frequencies() -> None:
    assert [len(frequencies(d)) for d in (0, 1, 2, 3)] == [0, 2, 6, 12]
    assert {tuple(w) for w in frequencies(2)} == {(1, 0), (0, 1), (2, 0), (0, 2), (1, 1), (-1, 1)}


def test_waves_are_of_the_coordinates_that_vary() -> None:
    x = MANY[:1000]
    flat = np.column_stack([np.full(1000, 0.1), x, np.zeros(1000)])
    (names, values, stated), (_, again, _) = (waves(z, np.random.default_rng(1)) for z in (x, flat))
    assert values.shape == (1000, len(names)) == (1000, stated + 2 * DRAWN) and stated == 13
    np.testing.assert_array_equal(values, again)
    assert np.abs(values).max() <= 1
    j = names.index("sin(w y), w = (-1, 1)")
    np.testing.assert_allclose(values[:, j], np.sin(((x - x.mean(0)) / x.std(0)) @ [-1, 1]), atol=1e-12)
    assert (waves(x, np.random.default_rng(2))[1] != values).any(0).sum() == 2 * DRAWN
    nothing = waves(flat[:, ::3], np.random.default_rng(1))
    assert nothing[0] == ["1"] and nothing[1].tolist() == [[1.0]] * 1000 and nothing[2] == 1


@pytest.mark.parametrize("weight", [F(1, 10**5), F(1, 10**4), F(1, 1000)])
def test_a_rare_component_raises_no_false_alarm(weight: F) -> None:
    """Whether it was drawn never, once or twice: the error bar of what was not drawn would be far too small."""
    law = partial(mixture.mixture, weights=[1 - weight, weight], means=[[0], [1]], covs=[[[1]], [[1]]], mean0=[0], cov0=[[1]])
    rare = Regime("rare", "d=1, K=2", law, (F(1, 2),), ((0,),))
    test = Test("sampling", lambda draw: np.eye(2)[draw.k], (), {"n": 20_000})
    assert {decide(test, mixture.responsibilities, rare, seed).outcome for seed in range(40)} == {Outcome.HOLDS}
    more = lambda mix, t, x: mixture.responsibilities(mix, t, x) + 0.02 * mix.ar.array([[-1, 1]])  # noqa: E731
    assert decide(test, more, rare, 0).outcome is Outcome.REFUTED


def test_the_entries_of_a_target_keep_their_places() -> None:
    """Several formulas beside one target, and a formula of one number beside many draws."""
    draw = lambda law, n, random: SimpleNamespace(xt=np.zeros((n, 1)), value=random.standard_normal((n, 1, 2)))  # noqa: E731
    once = Regime.once("zero", "0", lambda ar: 0.0)
    test = Test("sampling", lambda d: d.value, (), {"n": 2_000, "draw": draw})
    assert decide(test, lambda law: np.zeros((3, 2)), once, 0).outcome is Outcome.HOLDS
    off = np.zeros((3, 2))
    off[2, 1] = 0.5
    found = decide(test, lambda law: off, once, 0)
    assert found.outcome is Outcome.REFUTED and found.witness.startswith("entry 5, test function 1: mean -0.")
