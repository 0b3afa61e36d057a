"""Doors of what is given one end of the path or both, of finitely many states, of batches."""

from fractions import Fraction
from typing import Any

import numpy as np

from analytic import conditional, gaussian, interpolant, minibatch, mixture, states
from analytic.arithmetic import Arithmetic
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.laws import H, I, Q, S

ENDS = Fraction(1, 2**20)
INNER, X = 1 - ENDS, [[H, Q]]
WHOLE = np.full((2,) * 13, 2.0**-13)


def _one(ar: Arithmetic) -> mixture.Mixture:
    return mixture.mixture(ar, [1], [[1, 2]], [S])


def _noisy(ar: Arithmetic, noise: Any = interpolant.bridge) -> interpolant.Interpolant:
    return interpolant.interpolant(gaussian.independent(ar, [0, 0], I, [1, 2], S), noise(H))


def _coupled(ar: Arithmetic, cross: Any) -> gaussian.Pair:
    return gaussian.joint(ar, [0, 0], I, [1, 2], S, [[cross, 0], [0, 0]])


def _coin(ar: Arithmetic) -> states.States:
    return states.states(ar, [H, H], [Q, 1 - Q])


def _hidden(ar: Arithmetic) -> states.States:
    return states.masked(ar, [H, H])


PAIRS = (
    Door("conditional.velocity: a source", lambda ar, v: conditional.velocity(_one(ar), v, X, X), INNER, 1, "a = 0", VALUES),
    Door("conditional.score: a source", lambda ar, v: conditional.score(_one(ar), v, X, X), INNER, 1, "a = 0", VALUES),
    Door("conditional.log_density: a source", lambda ar, v: conditional.log_density(_one(ar), v, X, X), INNER, 1, "a = 0", VALUES),
    Door("conditional.velocity_from_source: data", lambda ar, v: conditional.velocity_from_source(_one(ar), v, X, X), ENDS, 0,
         "b = 0", VALUES),
    Door("conditional.score: independent ends", lambda ar, v: conditional.score(_coupled(ar, v), H, X, X), 0, ENDS,
         "independent ends only", ("float64", "torch")),
    Door("conditional.velocity: ends that fit the points", lambda ar, v: conditional.velocity(_one(ar), H, X * 2, v), X, X * 3,
         "x1 has shape (3, 2), x (2, 2)", VALUES),
    Door("conditional.bridge_velocity: noise", lambda ar, v: conditional.bridge_velocity(_noisy(ar), v, X, X, X), INNER, 1, "g = 0",
         VALUES),
    Door("conditional.bridge_score: noise", lambda ar, v: conditional.bridge_score(_noisy(ar), v, X, X, X), ENDS, 0, "g = 0",
         VALUES),
    Door("conditional.bridge_velocity: both fit", lambda ar, v: conditional.bridge_velocity(_noisy(ar), H, X * 2, v, X), X, X * 3,
         "x0 has shape (3, 2), x (2, 2)", VALUES),
)  # fmt: skip

CHAINS = (
    Door("states.states: one source", lambda ar, v: states.states(ar, v, [Q, 1 - Q]), [H, H], [[H, H]], "it must be (S,)", VALUES),
    Door("states.states: as many data states", lambda ar, v: states.states(ar, [H, H], v), [Q, 1 - Q], [Q, H, Q],
         "it must be (S, ..., S)", ALL),
    Door("states.states: no negative chance", lambda ar, v: states.states(ar, [H, H], [1 + v, -v]), 0, ENDS, "zero or positive",
         VALUES),
    Door("states.states: a sum of one", lambda ar, v: states.states(ar, [H, H], [v, H]), H, H + ENDS, "data: weights sum to", ALL),
    Door("states.states: of the source too", lambda ar, v: states.states(ar, [v, H], [H, H]), H, H - ENDS,
         "source: weights sum to", ALL),
    Door("states.states: not too many", lambda ar, v: states.states(ar, [H, H], v), WHOLE[0] * 2, WHOLE, "S^N = 2^13"),
    Door("states.masked: a cube of data", lambda ar, v: states.masked(ar, v), [[Q, Q], [Q, Q]], [[H, Q, Q]],
         "(S - 1, ..., S - 1)", VALUES),
    Door("states.masked: a sum of one", lambda ar, v: states.masked(ar, [v, H]), H, H + ENDS, "data: weights sum to", ALL),
    Door("states.rates: a state that is reached", lambda ar, v: states.rates(_hidden(ar), v), ENDS, 0, "no posterior", VALUES),
    Door("states.rates: jumps to come", lambda ar, v: states.rates(_coin(ar), v), INNER, 1, "kappa = 1", VALUES),
    Door("states.rates: eta is not negative", lambda ar, v: states.rates(_coin(ar), H, v), 0, -ENDS, "zero or positive", VALUES),
    Door("states.rates: one t", lambda ar, v: states.rates(_coin(ar), v), H, [H], "one number t", VALUES),
    Door("states.rates: a state that is there", lambda ar, v: states.rates(_coin(ar), H, state=v), 1, 2, "there are 2", VALUES),
    Door("states.conditional_rates: an end that is there", lambda ar, v: states.conditional_rates(_coin(ar), H, v), 1, 2,
         "there are 2", VALUES),
    Door("states.euler: forward", lambda ar, v: states.euler(_coin(ar), H, v), H, H - ENDS, "t - s", VALUES),
    Door("states.euler: two numbers", lambda ar, v: states.euler(_coin(ar), H, v), H, [H], "two numbers s <= t", VALUES),
    Door("states.step: forward", lambda ar, v: states.step(_coin(ar), H, v), H, H - ENDS, "t - s", VALUES),
    Door("states.step: jumps to come", lambda ar, v: states.step(_coin(ar), v, 1), INNER, 1, "kappa = 1", VALUES),
)  # fmt: skip

BATCHES = (
    Door("minibatch.coupling: a draw", lambda ar, v: minibatch.coupling(ar, [H, H], [H, H], v), 1, 0, "n = 0", ALL),
    Door("minibatch.coupling: a list of weights", lambda ar, v: minibatch.coupling(ar, v, [H, H], 2), [H, H], [[H, H]],
         "must be (N,)", ALL),
    Door("minibatch.coupling: that sum to one", lambda ar, v: minibatch.coupling(ar, [H, H], [v, H], 2), H, H - ENDS,
         "weights sum to", ALL),
)  # fmt: skip

DOORS = (*PAIRS, *CHAINS, *BATCHES)
