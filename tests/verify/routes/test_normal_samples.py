"""Samples of a normal law: the mean of their deviation by gamma functions, and their distances by the means of draws."""

from fractions import Fraction as F
from types import SimpleNamespace

import numpy as np
import pytest
from flint import arb, ctx

from analytic import arithmetic
from verify.routes import normal_samples


@pytest.mark.parametrize("N", [2, 3, 6, 50])
def test_the_integral_is_the_quotient_of_gamma_functions(N: int) -> None:
    with ctx.workprec(256):
        found = normal_samples.mean_root(N)
        truth = (arb(2) / (N - 1)).sqrt() * (arb(N) / 2).gamma() / (arb(N - 1) / 2).gamma()
        assert found.overlaps(truth) and found.rad() < 1e-60
        assert not found.overlaps(truth * (1 + arb(2) ** -60))


def test_draws_have_these_means() -> None:
    law = SimpleNamespace(ar=arithmetic.balls(64), N=4, variance=F(9, 4), jump=1)
    values = normal_samples.distances(law, 100_000, np.random.default_rng(0)).values
    wanted = [float(v) for v in normal_samples.means(law)]
    assert values.shape == (100_000, 2)
    assert abs(values.mean(0) - wanted).max() < 5 * values.std(0).max() / 100_000**0.5
