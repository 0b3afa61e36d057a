"""Finitely many states: numbers by hand, the chain simulated, the printed rates of uniform noise, masks."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, path, states

EXACT = pytest.mark.parametrize("ar", ["symbols"], indirect=True)
THIRDS, JOINT = [F(1, 3)] * 3, [[F(1, 4), F(1, 4)], [F(1, 8), F(3, 8)]]


@EXACT
def test_a_coin_by_hand(ar: Any) -> None:
    """p0 = (1/2, 1/2), p1 = (1/4, 3/4), t = 1/2: p = (3/8, 5/8), P(x1 = 0 | x = 0) = (1/4 3/4)/(3/8) = 1/2; 1/(1 - t) = 2."""
    law = states.states(ar, [F(1, 2), F(1, 2)], [F(1, 4), F(3, 4)])
    t = ar.array(F(1, 2))
    assert states.probabilities(law, t).tolist() == ar.array([F(3, 8), F(5, 8)]).tolist()
    assert states.posterior(law, t).tolist() == ar.array([[F(1, 2), F(1, 2)], [F(1, 10), F(9, 10)]]).tolist()
    assert states.rates(law, t).tolist() == ar.array([[-1, 1], [F(1, 5), F(-1, 5)]]).tolist()
    assert states.rates(law, t, state=1).tolist() == ar.array([F(1, 5), F(-1, 5)]).tolist()
    assert states.conditional_rates(law, t, 0).tolist() == ar.array([[0, 0], [2, -2]]).tolist()
    assert states.euler(law, t, F(3, 4), state=0).tolist() == ar.array([F(3, 4), F(1, 4)]).tolist()
    assert states.step(law, t, 1).tolist() == states.posterior(law, t).tolist()


@EXACT
def test_uniform_noise_has_the_printed_rates(ar: Any) -> None:
    """Linear kappa, S = 3, e = 2/3, t = 1/4: to x1 (1 + e + 2 e t)/(1 - t) = 8/3, back e."""
    law = states.states(ar, THIRDS, THIRDS)
    u = states.conditional_rates(law, ar.array(F(1, 4)), 1, eta=2)
    assert u.tolist() == ar.array([[F(-8, 3), F(8, 3), 0], [F(2, 3), F(-4, 3), F(2, 3)], [0, F(8, 3), F(-8, 3)]]).tolist()


@EXACT
def test_masks_go_at_one_rate_to_what_the_shown_tokens_say(ar: Any) -> None:
    law = states.masked(ar, JOINT)
    t, tokens = ar.array(F(1, 3)), states.tokens(law).tolist()
    u = states.rates(law, t)
    both, half, done = (tokens.index(x) for x in ([2, 2], [0, 2], [0, 1]))
    assert -u[both, both] == 3
    assert -u[half, half] == ar.array(F(3, 2))
    assert u[half, done] == ar.array(F(3, 4))  # 1.5 P(x2 = 1 | x1 = 0) = 1.5/2
    assert not u[done].any()
    assert (
        states.conditional(law, t)[done].reshape(3, 3).tolist()
        == ar.array([[0, F(1, 9), F(2, 9)], [0] * 3, [0, F(2, 9), F(4, 9)]]).tolist()
    )


def test_a_chain_with_these_rates_has_the_law_that_is_said() -> None:
    """The forward equation, integrated by Runge-Kutta for two dependent tokens, on a schedule that is not linear, eta = 1/2."""
    ar = arithmetic.float64()
    law = states.states(ar, [0.25, 0.75], np.array(JOINT, dtype=float), path.trigonometric)
    p, n = states.probabilities(law, 0), 200
    for h, s in ((0.9 / n, 0.9 * i / n) for i in range(n)):
        u0, u1, u2 = (states.rates(law, t, 0.5) for t in (s, s + h / 2, s + h))
        k1 = p @ u0
        k2 = (p + h / 2 * k1) @ u1
        k3 = (p + h / 2 * k2) @ u1
        p = p + h / 6 * (k1 + 2 * k2 + 2 * k3 + (p + h * k3) @ u2)
    assert_allclose(p, states.probabilities(law, 0.9), atol=1e-9)


def test_each_arithmetic_gives_the_same(ar: Any) -> None:
    exact = ar.name in ("symbols", "digits", "balls")
    taken = (lambda v: v) if exact else (lambda v: np.array(v, dtype=float).tolist())
    law, s, t = states.states(ar, taken([F(1, 4), F(3, 4)]), taken(JOINT)), taken(F(1, 2)), taken(F(3, 4))
    found = [states.rates(law, s, taken(F(1, 2))), states.euler(law, s, t), states.step(law, s, t), states.token_posteriors(law, s)]
    float64 = arithmetic.float64()
    other = states.states(float64, [0.25, 0.75], np.array(JOINT, dtype=float))
    wanted = [states.rates(other, 0.5, 0.5), states.euler(other, 0.5, 0.75), states.step(other, 0.5, 0.75)]
    for f, w in zip(found, [*wanted, states.token_posteriors(other, 0.5)], strict=True):
        assert_allclose(np.vectorize(float)(np.asarray(f)), w, atol=1e-14)


def test_what_is_no_chain_is_refused() -> None:
    ar = arithmetic.float64()
    law = states.masked(ar, [0.5, 0.5])
    with pytest.raises(ValueError, match="no posterior"):
        states.rates(law, 0)
    assert states.rates(law, 0, state=2).tolist() == [0.5, 0.5, -1]
    with pytest.raises(ValueError, match="kappa = 1"):
        states.rates(law, 1, state=0)
    with pytest.raises(ValueError, match="data: weights sum to"):
        states.states(ar, [0.5, 0.5], [0.5, 0.4])
    with pytest.raises(ValueError, match=r"S\^N = 2\^13"):
        states.states(ar, [0.5, 0.5], np.full((2,) * 13, 2.0**-13))
