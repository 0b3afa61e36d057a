"""Causal routes: paths counted by hand, equations in any numbering, d-separation of the small graphs."""

import numpy as np

from analytic import scm
from analytic.arithmetic import float64
from verify.routes import causes

AR = float64()
CHAIN = np.array([[0, 0, 0], [2, 0, 0], [0, 3, 0]], dtype=float)
BACKWARDS = CHAIN[::-1, ::-1]


def test_paths_of_a_chain_and_a_triangle() -> None:
    assert causes.path_sums(AR, CHAIN).tolist() == [[1, 0, 0], [2, 1, 0], [6, 3, 1]]
    triangle = CHAIN + np.array([[0, 0, 0], [0, 0, 0], [5, 0, 0]])
    assert causes.path_sums(AR, triangle)[2, 0] == 11
    model = scm.model(AR, triangle, [4, 1, 9])
    assert causes.covariance(model)[2, 2] == 11 * 11 * 4 + 9 + 9
    assert causes.loading(model)[2].tolist() == [22, 3, 3]


def test_equations_one_after_the_other() -> None:
    model = scm.model(AR, BACKWARDS, [1, 1, 1])
    assert causes.solved(model, np.array([1.0, 1, 1])).tolist() == [10, 3, 1]
    assert causes.solved(model, np.array([1.0, 1, 1]), 1, 5).tolist() == [16, 5, 1]


def test_a_projection_forgets_what_is_given() -> None:
    J = np.array([[1.0, 0], [1, 1], [2, -1]])
    square = np.concatenate([J, np.zeros((3, 1))], axis=1)
    C = causes.projected(AR, square, [0])
    assert np.allclose(C, [[0, 0, 0], [0, 1, -1], [0, -1, 1]])


def test_d_separation_of_the_three_graphs() -> None:
    at = {t: n for n, t in enumerate(causes.triples(3))}
    chain, collider = CHAIN, np.array([[0, 0, 0], [0, 0, 0], [1, 1, 0]])
    assert causes.connected(chain)[at[0, 2, ()]] == 1 and causes.connected(chain)[at[0, 2, (1,)]] == 0
    assert causes.connected(collider)[at[0, 1, ()]] == 0 and causes.connected(collider)[at[0, 1, (2,)]] == 1
    assert causes.connected(collider, directed=False)[at[0, 1, ()]] == 1
    assert causes.connected(collider, directed=False)[at[0, 1, (2,)]] == 0


def test_what_to_adjust_for() -> None:
    fork = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 0]])
    found = causes.adjusted(fork)
    assert (1, 2, (0,)) in found and (1, 2, ()) not in found
    assert (0, 2, ()) in causes.adjusted(CHAIN) and (0, 2, (1,)) not in causes.adjusted(CHAIN)
