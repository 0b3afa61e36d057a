"""Doors of guidance, and of what is seen through a noisy linear observation."""

from fractions import Fraction
from typing import Any

import numpy as np

from analytic import gaussian, guidance, mixture, observed
from analytic.arithmetic import Arithmetic, SingularCovariance
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.laws import H, I, S

ENDS = Fraction(1, 2**20)
INNER, SPLIT = 1 - ENDS, ("digits", "balls")


def _apart(ar: Arithmetic, cov1: Any = S) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 0], I, [1, 2], cov1)


def _joined(ar: Arithmetic) -> gaussian.Pair:
    return gaussian.joint(ar, [0, 0], I, [1, 2], S, [[H, 0], [0, 0]])


def _short(ar: Arithmetic, cross: Any = 0, variance: Any = 2) -> gaussian.Pair:
    return gaussian.joint(ar, [0], [[1]], [1], [[variance]], [[cross]])


def _mixture(ar: Arithmetic) -> mixture.Mixture:
    return mixture.mixture(ar, [H, H], [[-1], [1]], [[[1]], [[1]]])


DOORS = (
    Door("guidance.class_law: different components", lambda ar, v: guidance.class_law(_mixture(ar), v), [0, 1], [1, -1],
         "a list of different ones", ALL),
    Door("guidance.class_law: a component", lambda ar, v: guidance.class_law(_mixture(ar), v), [1], [], "a class is a component",
         ALL),
    Door("guidance.class_law: of those there are", lambda ar, v: guidance.class_law(_mixture(ar), v), 1, [0, 2], "there are 2",
         ALL),
    Door("guidance.guided_flow_matrix: one t", lambda ar, v: guidance.guided_flow_matrix(_apart(ar), S, H, v), H, [H],
         "one number t", VALUES),
    Door("guidance.guided_flow_matrix: one pencil", lambda ar, v: guidance.guided_flow_matrix(_apart(ar), v, H, H),
         [[3, 1], [1, 4]], [[1, 0], [0, 2]], "must commute", VALUES),
    Door("guidance.guided_covariance: independent ends", lambda ar, v: guidance.guided_covariance(v(ar), S, H, H), _apart, _joined,
         "independent ends", VALUES),
    Door("guidance.guided_covariance: of one dimension", lambda ar, v: guidance.guided_covariance(_apart(ar), v, H, H), S, [[1]],
         "cov1 has shape", VALUES),
    Door("guidance.tilted: a mean like it", lambda ar, v: guidance.tilted(_apart(ar), v, S, H), [0, 1], [0], "mean1 has shape",
         VALUES),
    Door("guidance.tilted: a finite mean", lambda ar, v: guidance.tilted(_apart(ar), [0, v], S, H), 1, np.inf, "mean1[1] is"),
    Door("guidance.tilted: a law", lambda ar, v: guidance.tilted(_apart(ar, I), [0, 1], [[2, 0], [0, 2]], v), 2 - ENDS, 2,
         "(1 - w) S1^-1 + w cov1^-1", SPLIT),
    Door("observed.condition: a row for each", lambda ar, v: observed.condition(_mixture(ar), v, [[1]], [1]), [[1]], [[1], [2]],
         "H has shape", VALUES),
    Door("observed.condition: y for each", lambda ar, v: observed.condition(_mixture(ar), [[1]], [[1]], v), [1], [1, 2],
         "y has shape", VALUES),
    Door("observed.condition: finite rows", lambda ar, v: observed.condition(_mixture(ar), [[v]], [[1]], [1]), 1, np.inf,
         "H[0, 0] is"),
    Door("observed.condition: finite y", lambda ar, v: observed.condition(_mixture(ar), [[1]], [[1]], [v]), 1, np.inf, "y[0] is"),
    Door("observed.condition: R is a covariance", lambda ar, v: observed.condition(_mixture(ar), [[1]], [[v]], [1]), 0, -1,
         "R has the eigenvalue", VALUES),
    Door("observed.condition: weights that are left", lambda ar, v: observed.condition(_mixture(ar), [[1]], [[1]], [v]), 100, 1000,
         "no weight left", ("float64", "torch")),
    Door("observed.condition: y has a density", lambda ar, v: observed.condition(_mixture(ar), [[v]], [[0]], [1]), 1, 0,
         "singular here", VALUES, SingularCovariance),
    Door("observed.steered: t > 0", lambda ar, v: observed.steered(_mixture(ar), [[1]], v, [[1]]), ENDS, 0, "take t > 0", VALUES),
    Door("observed.steered: g like x", lambda ar, v: observed.steered(_mixture(ar), v, H, [[1], [2]]), [[1], [2]], [[1]],
         "g has shape", VALUES),
    Door("observed.dps_score: t < 1", lambda ar, v: observed.dps_score(_mixture(ar), [[1]], [[1]], [1], v, [[1]]), INNER, 1,
         "take t < 1", VALUES),
    Door("observed.dps_score: noise", lambda ar, v: observed.dps_score(_mixture(ar), [[1]], [[v]], [1], H, [[1]]), 1, 0,
         "singular here", VALUES, SingularCovariance),
    Door("observed.dps_variance: on a line", lambda ar, v: observed.dps_variance(v(ar), [[1]], [[1]], H), _short, _apart,
         "for a line, d = 1", VALUES),
    Door("observed.dps_variance: independent ends", lambda ar, v: observed.dps_variance(_short(ar, v), [[1]], [[1]], H), 0, H,
         "independent ends", VALUES),
    Door("observed.dps_variance: one t", lambda ar, v: observed.dps_variance(_short(ar), [[1]], [[1]], v), H, [H], "one number t",
         VALUES),
    Door("observed.dps_variance: noise", lambda ar, v: observed.dps_variance(_short(ar), [[1]], [[v]], H), 1, 0,
         "positive definite", VALUES),
    Door("observed.pigdm_variance: off a line of parameters",
         lambda ar, v: observed.pigdm_variance(_short(ar, 0, v), [[1]], [[1]], H), 1, H, "(1 + N) S1 = S0", VALUES),
    Door("observed.compose: means in rows", lambda ar, v: observed.compose(ar, [0], [[1]], v, [[[H]]]), [[1]], [1],
         "means has shape", VALUES),
    Door("observed.compose: an observation", lambda ar, v: observed.compose(ar, [0], [[1]], v, np.ones((len(v), 1, 1))), [[1]],
         np.zeros((0, 1)), "n = 0"),
    Door("observed.compose: a dimension", lambda ar, v: observed.compose(ar, v, [[1]], [[1]], [[[H]]]), [0], 0, "d = 0", VALUES),
    Door("observed.compose: cov0 fits", lambda ar, v: observed.compose(ar, [0], v, [[1]], [[[H]]]), [[1]], I, "cov0 has shape",
         VALUES),
    Door("observed.compose: a spread", lambda ar, v: observed.compose(ar, [0], [[v]], [[1]], [[[H]]]), 1, 0, "cov0 has the eigen",
         VALUES),
    Door("observed.compose: a spread of each", lambda ar, v: observed.compose(ar, [0], [[1]], [[1]], [[[v]]]), H, 0,
         "covs has the eigen", VALUES),
    Door("observed.compose: a finite mean", lambda ar, v: observed.compose(ar, [v], [[1]], [[1]], [[[H]]]), 1, np.inf,
         "mean0[0] is"),
    Door("observed.compose: finite means", lambda ar, v: observed.compose(ar, [0], [[1]], [[v]], [[[H]]]), 1, np.inf,
         "means[0, 0] is"),
    Door("observed.compose: observations that tell more",
         lambda ar, v: observed.compose(ar, [0], [[1]], [[1], [2]], [[[v]], [[v]]]), 2 - ENDS, 2,
         "sum_j covs[j]^-1 + (1 - n) cov0^-1", SPLIT),
)  # fmt: skip
