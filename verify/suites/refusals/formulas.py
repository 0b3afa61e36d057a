"""Doors of the formulas: where they have no value, or another one than their text says."""

from fractions import Fraction
from typing import Any

import numpy as np

from analytic import (
    arithmetic,
    atoms,
    coupling,
    crossing,
    directions,
    empirical,
    estimator,
    floors,
    gaussian,
    interpolant,
    line,
    manifold,
    minibatch,
    mixture,
    path,
    proximal,
    sphere,
)  # fmt: skip
from analytic.arithmetic import Arithmetic, SingularCovariance
from analytic.coupling import SingularTransport
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.laws import H, I, Q, S

BEYOND = "beyond the floating-point numbers"
ENDS = Fraction(1, 2**20)
INNER, X = 1 - ENDS, [[H, Q]]
SPLIT = ("digits", "balls")


def _potential(ar: Arithmetic) -> Any:
    return proximal.quadratic(ar, S, [0, 1])


def _apart(ar: Arithmetic, cov1: Any = S) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 0], I, [1, 2], cov1)


def _joined(ar: Arithmetic) -> gaussian.Pair:
    return gaussian.joint(ar, [0, 0], I, [1, 2], S, [[H, 0], [0, 0]])


def modes(ar: Arithmetic, d: int = 1, variance: Any = 1) -> mixture.Mixture:
    eye = (np.eye(d, dtype=int)).tolist()
    return mixture.mixture(ar, [H, H], [[-1] * d, [1] * d], [[[variance * e for e in row] for row in eye]] * 2)


def _noisy(ar: Arithmetic) -> interpolant.Interpolant:
    return interpolant.interpolant(_apart(ar), interpolant.bridge(H))


PATHS = (
    Door("path.variance_preserving: a' at the end", lambda ar, v: path.variance_preserving(ar, ar.array(v)), INNER, 1, "take t < 1",
         ALL),
    Door("path.shifted: A > 0", lambda ar, v: path.shifted(ar, H, v), Q, 0, "A = 0", VALUES),
    Door("path.edm: sigma at the start", lambda ar, v: path.edm(ar, ar.array(v)), ENDS, 0, "take t > 0", ALL),
    Door("path.score_weight: after the start", lambda ar, v: path.score_weight(ar, path.linear, v), ENDS, 0, "take t > 0", VALUES),
    Door("path.noise_added: data at s", lambda ar, v: path.noise_added(ar, path.linear, v, 0), ENDS, 0, "a time > 0", VALUES),
    Door("path.noise_added: more noise", lambda ar, v: path.noise_added(ar, path.linear, H, v), H, H + ENDS,
         "the variance of the noise that is added", VALUES),
    Door("empirical.drift: the pole at t = 1", lambda ar, v: empirical.drift(empirical.cloud(ar, [[0, 0], [1, 2]]), v, X), INNER, 1,
         "t = 1", VALUES),
    Door("empirical.drift: one t at a time", lambda ar, v: empirical.drift(empirical.cloud(ar, [[0, 0], [1, 2]]), v, X), H, [H],
         "one number t", VALUES),
    Door("empirical.score: the pole at t = 1", lambda ar, v: empirical.score(empirical.cloud(ar, [[0, 0], [1, 2]]), v, X), INNER, 1,
         "t = 1", VALUES),
    Door("empirical.divergence: the pole at t = 1",
         lambda ar, v: empirical.divergence(empirical.cloud(ar, [[0, 0], [1, 2]]), v, X), INNER, 1, "t = 1", VALUES),
    Door("empirical.jvp: rows", lambda ar, v: empirical.jvp(empirical.cloud(ar, [[0, 0], [1, 2]]), H, X, v), X, [H, Q],
         "directions as rows", VALUES),
    Door("directions.jvp: rows", lambda ar, v: directions.jvp(_apart(ar), H, X, v), X, [H, Q], "directions as rows", VALUES),
    Door("directions.vjp: as many sets as points, or one", lambda ar, v: directions.vjp(_apart(ar), H, X, v), [X],
         [X, X], "directions as rows", VALUES),
    Door("directions.score_jvp: a mixture or a pair", lambda ar, v: directions.score_jvp(v(ar), H, X, X), _apart,
         lambda ar: empirical.cloud(ar, [[0, 0], [1, 2]]), "give a gaussian.Pair", VALUES, TypeError),
    Door("proximal.denoiser: t > 0", lambda ar, v: proximal.denoiser(_potential(ar), v, X), ENDS, 0, "take t > 0", VALUES),
    Door("proximal.velocity: t < 1", lambda ar, v: proximal.velocity(_potential(ar), v, X), INNER, 1, "take t < 1", VALUES),
    Door("proximal.jacobian: t < 1", lambda ar, v: proximal.jacobian(_potential(ar), v, X), INNER, 1, "take t < 1", VALUES),
    Door("proximal.eigenvalue: k >= 0", lambda ar, v: proximal.eigenvalue(ar, H, [v]), 0, -ENDS, "negative", VALUES),
    Door("proximal.eigenvalue: a + b k > 0", lambda ar, v: proximal.eigenvalue(ar, v, 0), INNER, 1, "a + b k = 0", VALUES),
    Door("sphere.velocity: t < 1", lambda ar, v: sphere.velocity(sphere.sphere(ar, 2, 1), v, X), Fraction(3, 4), 1, "take t < 1",
         VALUES),
    Door("manifold.ellipsoid: the centre", lambda ar, v: proximal.velocity(manifold.ellipsoid(ar, S), H, [[v, 0]]), H, 0,
         "take x != 0", ("float64",)),
    Door("manifold.half_disc: the corner", lambda ar, v: proximal.flow_jacobian(manifold.half_disc(ar), H, [[1, v]]), H, 0,
         "y_2 = 0", VALUES),
    Door("manifold.ball: the kink", lambda ar, v: proximal.flow_jacobian(manifold.ball(ar, [0, 0], 1), H, [[v, 0]]), 1, 0,
         "take y != 0", VALUES),
    Door("manifold.segment: the end", lambda ar, v: proximal.denoiser(manifold.segment(ar, 1), v, X), H, 1, "take t < 1", VALUES),
    Door("atoms: no point between two cells", lambda ar, v: proximal.flow(atoms.atoms(ar, [[0, 0], [1, 0]], [0, 0]), H, [[v, 0]]),
         ENDS, 0, "boundary of two cells", VALUES),
    Door("atoms.atoms: cells are flat, on an axis too",
         lambda ar, v: ar.floats(proximal.flow_jacobian(atoms.atoms(ar, [[0, 0], [1, 0]], [0, 0]), H, [[v, 0]])), 1, 0,
         "boundary of two cells", VALUES, gives=[[[H, 0], [0, H]]]),
)  # fmt: skip

FLOWS = (
    Door("gaussian.flow_matrix: one t", lambda ar, v: gaussian.flow_matrix(_apart(ar), v), H, [H], "one number t", VALUES),
    Door("gaussian.flow_matrix: a cross that commutes",
         lambda ar, v: gaussian.flow_matrix(gaussian.joint(ar, [0, 0], I, [1, 2], v, [[0, H], [H, 0]]), H), I, [[1, 0], [0, 2]],
         "S1 S0^-1 commuting", ("float64", "torch")),
    Door("gaussian.flow_matrix: a symmetric cross",
         lambda ar, v: gaussian.flow_matrix(gaussian.joint(ar, [0, 0], I, [1, 2], I, [[0, H], [v, 0]]), H), H, -H,
         "needs X = Cov[x0, x1] symmetric", ("float64", "torch")),
    Door("gaussian.drift: x_t has a density", lambda ar, v: gaussian.drift(_apart(ar, [[1, 1], [1, 1]]), v, X), INNER, 1,
         "singular here", VALUES, SingularCovariance),
    Door("coupling.drift: where no lines meet",
         lambda ar, v: coupling.drift(coupling.lines(ar, [0, 0], [0, 0], [[-1, 0], [0, -2]]), v, X), Q, H,
         "where lines of different pairs meet", VALUES, SingularTransport),
    Door("coupling.drift: one t", lambda ar, v: coupling.drift(coupling.lines(ar, [0, 0], [1, 2], S), v, X), H, [H], "one number t",
         VALUES),
    Door("coupling.singular_times: numbers",
         lambda ar, name: coupling.singular_times(coupling.lines(getattr(arithmetic, name)(), [0], [1], [[-1]])), "digits",
         "symbols", "are symbols", ("digits",), gives=[0.5]),
    Door("crossing.memoriser: where no pairs meet",
         lambda ar, v: crossing.memoriser(crossing.pairs(ar, [[0], [1]], [[1], [0]]), v, [[v]]), Q, H, "meet at t = 0.5", SPLIT,
         SingularTransport),
    Door("crossing.memoriser: points of one dimension, in any batch",
         lambda ar, v: ar.floats(crossing.memoriser(crossing.pairs(ar, [[0, 0], [4, 0]], [[4, 4], [0, 8]]), Q, v)),
         [[[1, 1]], [[3, 2]]], [[[1]], [[3]]], "last axis", VALUES, gives=[[[4, 4]], [[-4, 8]]]),
    Door("crossing.euler: a step", lambda ar, v: crossing.euler(lambda t, x: x, ar, v, ar.array(X)), 1, 0, "steps = 0", VALUES),
    Door("crossing.runge_kutta: a step", lambda ar, v: crossing.runge_kutta(lambda t, x: x, ar, v, ar.array(X)), 1, 0, "steps = 0",
         VALUES),
    Door("crossing.reflected_drift: an even number of steps",
         lambda ar, v: crossing.reflected_drift(crossing.reflection(ar, 1), v, X), Q, H, "odd number of Euler steps", VALUES,
         SingularTransport),
    Door("crossing.reflection: smoothing is not negative", lambda ar, v: crossing.reflection(ar, 1, v), 0, -ENDS,
         "zero or positive", VALUES),
    Door("crossing.reflected_flow: with smoothing", lambda ar, v: crossing.reflected_flow(crossing.reflection(ar, 1, v), H, X), H,
         0, "the flow ends at the crossing", VALUES),
    Door("crossing.reflected_loss: with smoothing", lambda ar, v: crossing.reflected_loss(crossing.reflection(ar, 1, v)), H, 0,
         "smoothing = 0", VALUES),
    Door("crossing.passing_chance: d is 1, 2 or 3", lambda ar, v: crossing.passing_chance(ar, v, 1, 1, H, H), 3, 4, "d = 1, 2, 3",
         ("float64",)),
    Door("crossing.passing_chance: positive scales", lambda ar, v: crossing.passing_chance(ar, 2, 1, v, H, H), 1, 0,
         "must be positive", ("float64",)),
    Door("interpolant.sde_drift: e is not negative", lambda ar, v: interpolant.sde_drift(_noisy(ar), v, H, X), 0, -ENDS,
         "zero or positive", VALUES),
    Door("interpolant.diffusion: e is not negative", lambda ar, v: interpolant.diffusion(ar, v), 0, -ENDS, "zero or positive",
         VALUES),
    Door("line.cdf: on a line", lambda ar, d: line.cdf(modes(ar, d), H, [[1] * d]), 1, 2, "points of a line", VALUES),
    Door("line.quantile: below 1", lambda ar, v: line.quantile(modes(ar), H, [[v]]), H, 1, "strictly between 0 and 1",
         ("float64",)),
    Door("line.flow_jacobian: a mode that is resolved", lambda ar, v: line.flow_jacobian(modes(ar, 1, v), 0, 1, [[H]]), 2.0**-60,
         2.0**-120, "too narrow"),
)  # fmt: skip

ESTIMATES = (
    Door("floors.independent_residual: independent ends", lambda ar, v: floors.independent_residual(v(ar), H), _apart, _joined,
         "use gaussian.residual_covariance", ("float64", "torch")),
    Door("floors.independent_floor: independent ends", lambda ar, v: floors.independent_floor(v(ar)), _apart, _joined,
         "use correlated_floor", ("float64", "torch")),
    Door("floors.lipschitz_floor: L >= 2", lambda ar, v: floors.lipschitz_floor(ar, v), 2, 2 - ENDS, "L - 2", VALUES),
    Door("floors.correlated_floor: |c| <= s0 s1", lambda ar, v: floors.correlated_floor(ar, 1, 2, v), -2, -2 - ENDS, "s0 s1 - |c|",
         VALUES),
    Door("floors.running_floor: |c| < s0 s1", lambda ar, v: floors.running_floor(ar, 1, 2, v, H), 2 - ENDS, 2, "s0^2 s1^2 - c^2",
         VALUES),
    Door("estimator.expansion: outputs, inputs, degrees", lambda ar, v: estimator.expansion(ar, [v]), [[1, 2]], [1, 2],
         "they must be (n, d, K+1)", VALUES),
    Door("estimator.correlation: variances", lambda ar, v: estimator.correlation(ar, [[1, 0], [0, v]]), ENDS, 0, "S_ii", VALUES),
    Door("estimator.conditioned: a variance", lambda ar, v: estimator.conditioned(ar, [[1, 0], [0, v]], 1), 1, 0, "S_kk", VALUES),
    Door("estimator.expectation: on a line", lambda ar, d: estimator.expectation(modes(ar, d), H, lambda x: x[..., 0]), 1, 2,
         "a mixture on a line"),
    Door("estimator.expectation: two nodes", lambda ar, v: estimator.expectation(modes(ar), H, lambda x: x[..., 0], nodes=v), 2, 1,
         "nodes = 1", ("float64",)),
    Door("estimator.modes_correlation: a variance", lambda ar, v: estimator.modes_correlation(estimator.modes(ar, 1, 1, H), v),
         ENDS, 0, "variance = 0", VALUES),
    Door("empirical.collapse_time: two points", lambda ar, v: empirical.collapse_time(ar, v, 2), 1 + ENDS, 1, "N - 1", VALUES),
    Door("minibatch.two_normals: an even d", lambda ar, v: minibatch.two_normals(ar, v), 2, 3, "even d >= 2", ALL),
    Door("minibatch.nearest_bound: an even d", lambda ar, v: minibatch.nearest_bound(ar, 1, v), 2, 3, "even d >= 2", VALUES),
    Door("minibatch.nearest_bound: d >= 2", lambda ar, v: minibatch.nearest_bound(ar, 1, v), 2, 0, "even d >= 2", VALUES),
    Door("minibatch.nearest_bound: a draw", lambda ar, v: minibatch.nearest_bound(ar, v, 2), 1, 0, "n = 0", VALUES),
    Door("minibatch.uniform_cost: a draw", lambda ar, v: minibatch.uniform_cost(ar, [v]), 1, H, "at least one draw", VALUES),
    Door("mixture.jacobian_do: a component that is there", lambda ar, v: mixture.jacobian_do(modes(ar), H, [[1]], v), 1, 2,
         "there are 2", VALUES),
    Door("mixture.log_density: x_t has a density", lambda ar, v: mixture.log_density(modes(ar, 1, 0), v, [[1]]), INNER, 1,
         "singular here", VALUES, SingularCovariance),
)  # fmt: skip

DOORS = (*PATHS, *FLOWS, *ESTIMATES)
