"""One node on a line given its causes: against draws of the model, its ranks, and where the source is another."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import line, nodes
from analytic.arithmetic import float64
from analytic.mixture import mixture
from analytic.path import trigonometric

AR = float64()
TWO = mixture(AR, [0.25, 0.75], [[-1], [2]], [[[1]], [[0.2]]])


def f(x: float) -> float:
    return float(np.tanh(x) + x)


@pytest.mark.parametrize("noise", [TWO, mixture(AR, TWO.w, TWO.m, TWO.C, [3], [[5]], trigonometric)])
def test_each_unit_moves_as_its_equation_does(noise: object) -> None:
    u, before, after = np.array([[-2.0], [0.3], [4.0]]), 0.4, -1.7
    seen, done = nodes.given(noise, f(before)), nodes.given(noise, f(after))  # type: ignore[arg-type]
    assert_allclose(nodes.counterfactual(seen, done, f(before) + u), f(after) + u, rtol=1e-9)
    wider = nodes.given(noise, f(after), 3)  # type: ignore[arg-type]
    assert_allclose(nodes.counterfactual(seen, wider, f(before) + u), f(after) + 3 * u, rtol=1e-9)


def test_ranks_are_kept() -> None:
    seen, done, x = nodes.given(TWO, 1, 2), nodes.over(TWO, [0.5, 0.5], [-3, 4]), np.array([[0.0], [5.0]])
    assert_allclose(line.cdf(done, 1, nodes.counterfactual(seen, done, x)), line.cdf(seen, 1, x), rtol=1e-9)


def test_the_law_is_that_of_draws() -> None:
    random, n, y = np.random.default_rng(0), 200_000, np.array([[-1.0], [0.5], [3.0]])
    k = (random.random(n) < TWO.w[1]).astype(int)
    u = TWO.m[k, 0] + np.sqrt(TWO.C[k, 0, 0]) * random.standard_normal(n)
    c = np.where(random.random(n) < 0.3, 2.0, -1.0)
    for law, x in ((nodes.given(TWO, 1, 2), 1 + 2 * u), (nodes.over(TWO, [0.3, 0.7], [2, -1]), c + u)):
        assert_allclose(line.cdf(law, 1, y), (x <= y).mean(1, keepdims=True), atol=5 * 0.5 / np.sqrt(n))


def test_one_setting_is_no_average() -> None:
    one, same = nodes.over(TWO, [1], [3]), nodes.given(TWO, 3)
    assert (one.m == same.m).all() and (one.C == same.C).all() and (one.w == same.w).all()


def test_a_unit_keeps_its_latent() -> None:
    with pytest.raises(ValueError, match="different sources"):
        nodes.counterfactual(TWO, mixture(AR, [1], [[0]], [[[1]]], [1]), [[0.0]])
