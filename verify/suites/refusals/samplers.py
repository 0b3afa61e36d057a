"""Doors of the samplers and of their chains."""

from fractions import Fraction
from typing import Any

from analytic import brenier, chains, gaussian, mixture, samplers
from analytic.arithmetic import Arithmetic
from verify.suites.refusals.door import VALUES, Door
from verify.suites.refusals.laws import H, I, Q, S

SMALL, X = Fraction(1, 2**20), [[H, Q]]


def _apart(ar: Arithmetic, cross: Any = None) -> gaussian.Pair:
    return gaussian.joint(ar, [0, 0], I, [1, 2], S, cross or [[0, 0], [0, 0]])


def _joined(ar: Arithmetic) -> gaussian.Pair:
    return _apart(ar, [[H, 0], [0, 0]])


def _two(ar: Arithmetic) -> mixture.Mixture:
    return mixture.mixture(ar, [H, H], [[0, 0], [1, 2]], [I, S])


def _moved(ar: Arithmetic) -> brenier.Transport:
    return brenier.transport(ar, [0, 0], I, [1, 2], S)


STEPS = (
    Door("samplers.euler_step: a pair or a mixture", lambda ar, v: samplers.euler_step(v(ar), H, 1, X), _two, _moved,
         "give a gaussian.Pair or a mixture.Mixture", VALUES, TypeError),
    Door("samplers.euler_step: t in [0, 1]", lambda ar, v: samplers.euler_step(_two(ar), v, 1, X), 0, -SMALL, "outside [0, 1]",
         VALUES),
    Door("samplers.euler_step: s in [0, 1]", lambda ar, v: samplers.euler_step(_two(ar), H, v, X), 1, 1 + SMALL, "outside [0, 1]",
         VALUES),
    Door("samplers.heun_step: s in [0, 1]", lambda ar, v: samplers.heun_step(_two(ar), H, v, X), 1, 1 + SMALL, "outside [0, 1]",
         VALUES),
    Door("samplers.sde_drift: e a number, or one for each point", lambda ar, v: samplers.sde_drift(_two(ar), v, H, X), [[-H]], [H,
         Q],
         "a number, or one for each point", VALUES),
    Door("samplers.euler_maruyama: e is not negative", lambda ar, v: samplers.euler_maruyama(_two(ar), v, H, 1, X), 0, -SMALL,
         "zero or positive", VALUES),
    Door("samplers.ddim_step: eta is not negative", lambda ar, v: samplers.ddim_step(_two(ar), v, H, 1, X), 0, -SMALL,
         "zero or positive", VALUES),
    Door("samplers.ddim_step: eta is at most 1", lambda ar, v: samplers.ddim_step(_two(ar), v, H, 1, X), 1, 1 + SMALL, "1 - eta =",
         VALUES),
    Door("samplers.ddim_step: noise on the way to the data", lambda ar, v: samplers.ddim_step(_two(ar), 1, H, v, X), H, H - SMALL,
         "eta (s - t) =", VALUES),
    Door("samplers.ddim_step: backward without noise", lambda ar, v: samplers.ddim_step(_two(ar), v, H, Q, X), 0, SMALL,
         "eta (s - t) =", VALUES),
    Door("samplers.ddim_step: t < 1", lambda ar, v: samplers.ddim_step(_two(ar), 0, v, 1, X), 1 - SMALL, 1, "take t < 1", VALUES),
    Door("samplers.ddim_step: s > 0", lambda ar, v: samplers.ddim_step(_two(ar), 0, H, v, X), SMALL, 0, "take s > 0", VALUES),
    Door("samplers.ddim_step: independent ends", lambda ar, v: samplers.ddim_step(v(ar), 0, H, 1, X), _apart, _joined,
         "for independent ends", VALUES),
    Door("samplers.ancestral_variance: independent ends", lambda ar, v: samplers.ancestral_variance(v(ar), H, 1), _two, _joined,
         "for independent ends", VALUES),
    Door("samplers.ancestral_variance: t < 1", lambda ar, v: samplers.ancestral_variance(_two(ar), v, 1), 1 - SMALL, 1,
         "take t < 1",
         VALUES),
    Door("samplers.ancestral_variance: a step to the data", lambda ar, v: samplers.ancestral_variance(_two(ar), H, v), H, Q,
         "is negative before t", VALUES),
    Door("samplers.churn: back to more noise", lambda ar, v: samplers.churn(_two(ar), H, v, X), H, H + SMALL,
         "the variance of the noise that is added", VALUES),
    Door("samplers.churn: data in x_t", lambda ar, v: samplers.churn(_two(ar), v, 0, X), SMALL, 0, "start at a time > 0", VALUES),
    Door("samplers.churn: independent ends", lambda ar, v: samplers.churn(v(ar), H, Q, X), _apart, _joined, "for independent ends",
         VALUES),
    Door("samplers.log_probability: a covariance", lambda ar, v: samplers.log_probability(ar, [0, 0], v, X), S, [[2, 1], [0, 3]],
         "not symmetric", VALUES),
    Door("samplers.log_probability: with a density", lambda ar, v: samplers.log_probability(ar, [0, 0], v, X), S, [[1, 1], [1, 1]],
         "must be positive definite", VALUES),
    Door("samplers.log_probability: (d, d)", lambda ar, v: samplers.log_probability(ar, [0, 0], v, X), [S, I], [[1]], "(..., d, d)",
         VALUES),
    Door("samplers.log_probability: y like the mean", lambda ar, v: samplers.log_probability(ar, [0, 0], S, v), X, [[H]],
         "y has shape",
         VALUES),
    Door("samplers.log_probability: a dimension", lambda ar, v: samplers.log_probability(ar, v, S, X), [0, 0], 0, "d = 0", VALUES),
)  # fmt: skip

CHAINS = (
    Door("chains.affine_step: one t at a time", lambda ar, v: chains.affine_step(_apart(ar), 0, v, 1), H, [H], "one number t",
         VALUES),
    Door("chains.affine_step: e is not negative", lambda ar, v: chains.affine_step(_apart(ar), v, H, 1), 0, -SMALL,
         "zero or positive",
         VALUES),
    Door("chains.after: two times", lambda ar, v: chains.after(_apart(ar), 0, v), [0, 1], [0], "give N + 1 times", VALUES),
    Door("chains.after: in [0, 1]", lambda ar, v: chains.after(_apart(ar), 0, v), [0, 1], [0, 1 + SMALL], "outside [0, 1]", VALUES),
    Door("chains.after: an e for each step", lambda ar, v: chains.after(_apart(ar), v, [0, H, 1]), [1, 0], [1, 0, 0],
         "one for each step", VALUES),
    Door("chains.euler_deviation: s0 is positive", lambda ar, v: chains.euler_deviation(ar, v, 1, [0, 1]), SMALL, 0, "s0 = 0",
         VALUES),
    Door("chains.euler_deviation: s1 is positive", lambda ar, v: chains.euler_deviation(ar, 1, v, [0, 1]), SMALL, 0, "s1 = 0",
         VALUES),
    Door("chains.euler_times: a step", lambda ar, v: chains.euler_times(ar, 1, 1, v), 1, 0, "steps = 0", VALUES),
    Door("chains.euler_times: s0 is positive", lambda ar, v: chains.euler_times(ar, v, 1, 2), SMALL, 0, "s0 = 0", VALUES),
    Door("chains.euler_times: s1 is positive", lambda ar, v: chains.euler_times(ar, 1, v, 2), SMALL, 0, "s1 = 0", VALUES),
    Door("chains.uncorrected_variance: c is not negative", lambda ar, v: chains.uncorrected_variance(ar, 1, 1, v, H), 0, -SMALL,
         "c = ", VALUES),
    Door("chains.uncorrected_variance: s0 is positive", lambda ar, v: chains.uncorrected_variance(ar, v, 1, 1, H), SMALL, 0,
         "s0 = 0",
         VALUES),
    Door("chains.uncorrected_variance: s1 is positive", lambda ar, v: chains.uncorrected_variance(ar, 1, v, 1, H), SMALL, 0,
         "s1 = 0",
         VALUES),
)  # fmt: skip

DOORS = (*STEPS, *CHAINS)
