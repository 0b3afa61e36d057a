"""True formulas under random laws are never refuted and never left open; the error bars of sampling are neither wide nor tight."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any

import numpy as np
import pytest
from scipy import stats

from analytic import arithmetic, mixture
from verify.claim import Outcome, Regime, Test
from verify.evidence import decide, sampling
from verify.record import Finding
from verify.regimes import ANISOTROPIC, SAMPLED

SEEDS = 200
MEANS = 2 * (1 + 2 * (2 * 3 + sampling.DRAWN))  # in the plane: two entries times 1, and two waves of each frequency


def fraction(random: np.random.Generator, low: int, high: int, parts: int) -> F:
    return F(int(random.integers(low * parts, high * parts + 1)), parts)


def covariance(random: np.random.Generator, d: int) -> list[list[F]]:
    """L L^T with a rational L: exactly positive definite, its condition anywhere from 1 to 1e5."""
    L = [
        [fraction(random, -2, 2, 4) if j < i else F(int(random.integers(1, 13)), 8) if i == j else F(0) for j in range(d)]
        for i in range(d)
    ]
    return [[sum((L[i][k] * L[j][k] for k in range(d)), F(0)) for j in range(d)] for i in range(d)]


def law(seed: int) -> Regime:
    """A mixture, two points and a time drawn from the seed: exact, so that every arithmetic gets the same."""
    random = np.random.default_rng([seed, 1])
    d, K = int(random.integers(1, 4)), int(random.integers(1, 4))
    parts = [int(n) for n in random.integers(1, 10, size=K)]
    make = partial(
        mixture.mixture,
        weights=[F(n, sum(parts)) for n in parts],
        means=[[fraction(random, -4, 4, 6) for _ in range(d)] for _ in range(K)],
        covs=[covariance(random, d) for _ in range(K)],
        mean0=[fraction(random, -2, 2, 5) for _ in range(d)],
        cov0=covariance(random, d),
    )
    points = tuple(tuple(fraction(random, -9, 9, 7) for _ in range(d)) for _ in range(2))
    return Regime(f"random {seed}", f"d={d} K={K}", make, (F(int(random.integers(1, 40)), 40),), points)


def tower(formula: Any, case: Any) -> Any:
    """u = E[x1 | x] - E[x0 | x]."""
    mix, t, x = case.law, case.t, case.x
    return formula(mix, t, x) - (mixture.denoiser(mix, t, x) - mixture.noise(mix, t, x))


def tweedie(formula: Any, case: Any) -> Any:
    """t u = x - E[x0 | x], and E[x0 | x] = m0 - (1 - t) S0 grad log p by Tweedie: the score alone."""
    mix, t, x = case.law, case.t, case.x
    noise = mix.m0 - (1 - t) * mix.ar.einsum("ij,nj->ni", mix.S0, mixture.score(mix, t, x))
    return t * formula(mix, t, x) - (x - noise)


TRUE = {
    "balls, tower": Test("balls", tower, ()),
    "balls, Tweedie": Test("balls", tweedie, ()),
    "float64, tower": Test("float64", tower, ()),
    "float64, Tweedie": Test("float64", tweedie, ()),
    "rate, Jacobian": Test("rate", mixture.drift, (), {"along": "x"}),
    "differences, Jacobian": Test("differences", mixture.drift, (), {"along": "x"}),
    "autodiff, Jacobian": Test("autodiff", mixture.drift, (), {"along": "x"}),
    "sampling, drift": Test("sampling", lambda draw: draw.velocity, (), {"n": 2_000}),
}
EVERY = {"autodiff, Jacobian": 4, "differences, Jacobian": 2}  # the slow ones take each so many seeds


def asked(name: str, seed: int) -> Finding:
    """What a true formula is found to be, under the law of this seed."""
    return decide(TRUE[name], mixture.jacobian if "Jacobian" in name else mixture.drift, law(seed), seed)


def alarm(name: str, seed: int, found: Finding) -> str:
    """Empty where it holds."""
    if found.outcome is Outcome.HOLDS:
        return ""
    return (
        f"seed {seed}: {found.outcome}, {found.measure:.3g} (bound {found.bound:.3g} {found.unit})\n"
        f"  {found.witness or found.scope}\n"
        f"  repeat: python -c 'from tests.verify.evidence.test_false_alarms import *; print(asked(\"{name}\", {seed}))'"
    )


@pytest.mark.parametrize("name", TRUE)
def test_no_false_alarm_and_no_doubt(name: str) -> None:
    seeds = range(0, SEEDS, EVERY.get(name, 1))
    bad = [said for seed in seeds if (said := alarm(name, seed, asked(name, seed)))]
    assert not bad, "\n".join([f"{len(bad)} of {SEEDS // EVERY.get(name, 1)}", *bad])


@pytest.mark.parametrize("name", TRUE)
def test_the_same_laws_refute_what_is_wrong(name: str) -> None:
    """The laws are not so tame, nor the bounds so wide, that a wrong formula would pass: 1e-4 off, or for sampling 30%.

    (The predicted error of floats is the radius of 53-bit balls; at condition 1e5 it may be 1e-7 of the value.)
    """
    right = mixture.jacobian if "Jacobian" in name else mixture.drift
    factor = 1 + (F(3, 10) if "sampling" in name else F(1, 10**4))
    missed = 0
    for seed in range(0, SEEDS, 20):
        wrong = lambda mix, t, x: right(mix, t, x) * mix.ar.array(factor)  # noqa: E731
        missed += decide(TRUE[name], wrong, law(seed), seed).outcome is not Outcome.REFUTED
    assert missed <= (4 if "sampling" in name else 0)


def z_scores(seeds: range, n: int) -> np.ndarray:
    """The largest studentised mean of a regime with one time, over its `MEANS` products, for each seed: under the null."""
    test = Test("sampling", lambda draw: draw.velocity, (), {"n": n})
    once = replace(ANISOTROPIC, times=(F(1, 2),))
    return np.array([decide(test, mixture.drift, once, seed).measure for seed in seeds])


def test_sampling_is_calibrated() -> None:
    """At a false-alarm rate of 5% (Bonferroni over correlated means), alarms come at most that often, and not much more rarely.

    The bound is sum-wise, so the rate lies between that of one mean, 0.12%, and 5%. Both sides of the binomial interval are
    checked at 1e-6.
    """
    worst = z_scores(range(2_000), 1_000)
    alarms = int((worst > stats.norm.isf(0.05 / (2 * MEANS))).sum())
    assert stats.binom.sf(alarms - 1, len(worst), 0.05) > 1e-6, f"{alarms} alarms in {len(worst)}: the bounds are too tight"
    assert stats.binom.cdf(alarms, len(worst), 0.02) > 1e-6, f"{alarms} alarms in {len(worst)}: the bounds are too wide"


def test_each_mean_is_standard_normal() -> None:
    """The studentised means themselves: variance one and normal tails, which is what the bound assumes."""
    ar = arithmetic.float64()
    mix = ANISOTROPIC.law(ar)
    z = []
    for seed in range(1_500):
        draw = sampling.sample(mix, 0.5, 1_000, np.random.default_rng([seed, 77]))
        residual = draw.velocity - mixture.drift(mix, 0.5, draw.xt)
        g = sampling.waves(draw.xt, np.random.default_rng(seed))[1]
        products = (residual[:, None, :] * g[:, :, None]).reshape(1_000, -1)
        z.append(products.mean(0) / (products.std(0, ddof=1) / np.sqrt(1_000)))
    scores = np.array(z)
    variance = scores.var(0)
    allowed = 5 * np.sqrt(2 / len(scores))  # five standard errors of a variance of normals
    assert np.abs(variance - 1).max() <= allowed
    assert np.abs(scores.mean(0)).max() <= 5 / np.sqrt(len(scores))
    for column in scores.T:
        assert stats.kstest(column, "norm").pvalue > 1e-6


def test_the_false_alarm_rate_is_shared_among_all_means() -> None:
    """Two times look at twice as many means: the bound grows, so that the rate of the whole regime stays at 1e-6."""
    test = Test("sampling", lambda draw: draw.velocity, (), {"n": 1_000})
    for regime in SAMPLED:
        found = decide(test, mixture.drift, regime, 0)
        assert found.bound == pytest.approx(stats.norm.isf(1e-6 / (2 * len(regime.times) * MEANS)), rel=1e-12)


def test_seeds_and_regimes_have_streams_of_their_own() -> None:
    test = Test("sampling", lambda draw: draw.velocity, (), {"n": 1_000})
    measures = {(seed, r.name): decide(test, mixture.drift, r, seed).measure for seed in (0, 1) for r in SAMPLED}
    assert len(set(measures.values())) == len(measures)
    assert measures == {(seed, r.name): decide(test, mixture.drift, r, seed).measure for seed in (0, 1) for r in SAMPLED}
