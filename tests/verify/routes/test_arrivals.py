"""Laws of tokens added up by hand: one of two dependent tokens, one shown, and draws that have the law that is said."""

from fractions import Fraction as F

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, states
from verify.routes import arrivals

EXACT, AR = arithmetic.symbols(), arithmetic.float64()
JOINT = [[F(1, 4), F(1, 4)], [F(1, 8), F(3, 8)]]


def test_sets_of_arrived_tokens_add_up() -> None:
    """t = 1/2: p1(0, 0)/4, (P(x1_1 = 0) + P(x1_2 = 0))/4 times p0(0) = 1/4, and p0(0)^2/4."""
    law = states.states(EXACT, [F(1, 4), F(3, 4)], JOINT)
    found = arrivals.probabilities(law, EXACT.array(F(1, 2)))
    assert found[0] == EXACT.array(F(1, 4) * (F(1, 4) + (F(1, 2) + F(3, 8)) * F(1, 4) + F(1, 16)))
    assert found.sum() == 1
    assert len(list(arrivals.arrived(3))) == 8


def test_what_is_shown_conditions_the_rest() -> None:
    law = states.masked(EXACT, JOINT)
    q = arrivals.given_shown(law)
    x = states.tokens(law).tolist()
    assert q[x.index([2, 2])].tolist() == EXACT.array([[F(1, 2), F(1, 2), 0], [F(3, 8), F(5, 8), 0]]).tolist()
    assert q[x.index([1, 2])].tolist() == EXACT.array([[0, 1, 0], [F(1, 4), F(3, 4), 0]]).tolist()
    assert arrivals.product_of_marginals(law)[1] == EXACT.array(F(5, 16))


def test_ends_by_bayes_rule_and_the_moves_towards_them() -> None:
    """A coin, p0 = (1/2, 1/2), p1 = (1/4, 3/4), t = 1/2: P(x1 = 0|x = 0) = (1/4 3/4)/(3/8), P(x1 = 0|x = 1) = (1/4 1/4)/(5/8)."""
    coin = states.states(EXACT, [F(1, 2), F(1, 2)], [F(1, 4), F(3, 4)])
    found = arrivals.posterior(coin, EXACT.array(F(1, 2)))
    assert found.tolist() == EXACT.array([[F(1, 2), F(1, 2)], [F(1, 10), F(9, 10)]]).tolist()
    assert arrivals.moves(coin).tolist() == [[[0, 0], [-1, 1]], [[1, -1], [0, 0]]]


def test_draws_have_the_law_and_jump_to_the_end() -> None:
    law = states.states(AR, [0.25, 0.75], np.array(JOINT, dtype=float))
    drawn = arrivals.draw(law, 0.6, 40_000, np.random.default_rng(3))
    counts = np.bincount((drawn.xt @ [2, 1]).astype(int), minlength=4) / 40_000
    assert_allclose(counts, arrivals.probabilities(law, 0.6), atol=0.01)
    jumps = arrivals.jump(drawn)
    assert_allclose(jumps.sum(-1), 0)
    both = ((drawn.xt == [0, 0]) & (drawn.x1 == [1, 1])).all(-1)
    assert_allclose(jumps[both], [[-5, 2.5, 2.5, 0]] * both.sum())
