"""Doors of causal models: what makes one, what is seen of it, what is done to it, an order of its causes, flows."""

from fractions import Fraction
from typing import Any

import numpy as np

from analytic import causal_flows, disentanglement, gaussian, interventions, knothe, mixture, nodes, scm
from analytic.arithmetic import Arithmetic, SingularCovariance
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.laws import ZERO, H, I, S, law

NEAR, CYCLE = Fraction(1, 2**60), "have the cycle"
INF = float("inf")
model = law(scm.model, effects=[[0, 0], [1, 0]], variances=[1, 2], means=[0, 1])
fitted = law(knothe.fitted, mean=[0, 1], cov=S, arrows=[[0, 0], [1, 0]])


def _chain(ar: Arithmetic) -> scm.Model:
    return scm.mediator(ar, 1, 2)


def _set(ar: Arithmetic) -> scm.Model:
    return interventions.do(_chain(ar), 1, 2)


MODELS = (
    model("variances are a vector", "one for each variable", VALUES, variances=[[1, 2]]),
    model("a variable", "one for each variable", effects=ZERO, variances=np.zeros(0)),
    model("effects are square", "effects has shape", VALUES, effects=[[0]]),
    model("a mean for each", "means has shape", VALUES, means=[0]),
    model("no cycle", "have the cycle 0 -> 1 -> 0", VALUES, inside={"effects": [[0, 1], [0, 0]]}, effects=[[0, NEAR], [1, 0]]),
    model("nothing causes itself", "have the cycle 1 -> 1", VALUES, effects=[[0, 0], [1, NEAR]]),
    model("no noise is negative", "variances = -", VALUES, inside={"variances": [1, 0]}, variances=[1, -NEAR]),
    model("effects are finite", "effects[1, 0] is", effects=[[0, 0], [INF, 0]]),
    model("means are finite", "means[1] is", means=[0, INF]),
    fitted("mean is a vector like it", "mean has shape", VALUES, mean=[0]),
    fitted("cov is a covariance", "cov is not symmetric", VALUES, cov=[[2, 1], [0, 3]]),
    fitted("arrows are like it", "arrows has shape", VALUES, arrows=[[0]]),
    fitted("no cycle", CYCLE, VALUES, inside={"arrows": [[0, 1], [0, 0]]}, arrows=[[0, 1], [1, 0]]),
    fitted("mean is finite", "mean[1] is", mean=[0, INF]),
    fitted("arrows are finite", "arrows[1, 0] is", arrows=[[0, 0], [INF, 0]]),
    Door("knothe.fitted: causes that do not determine each other",
         lambda ar, v: knothe.fitted(ar, [0, 0, 0], [[1, v, 1], [v, 1, 1], [1, 1, 2]], [[0, 0, 0], [0, 0, 0], [1, 1, 0]]), H, 1,
         "covariance of the nodes [0, 1] is singular", VALUES, SingularCovariance),
)  # fmt: skip

SEEN = (
    Door("scm.given: a node that is there", lambda ar, v: scm.given(_chain(ar), [v], [1]), 2, 3, "there are 3", ALL),
    Door("scm.given: each node once", lambda ar, v: scm.given(_chain(ar), [0, v], [1, 1]), 1, -3, "names one twice", ALL),
    Door("scm.given: nodes in a list", lambda ar, v: scm.given(_chain(ar), v, [1]), [0], 0, "no list of whole numbers", ALL,
         TypeError),
    Door("scm.given: some node", lambda ar, v: scm.given(_chain(ar), *v), ([0], [1]), ([], []), "no list of whole numbers", ALL,
         TypeError),
    Door("scm.given: a value for each", lambda ar, v: scm.given(_chain(ar), [0, 1], v), [1, 1], [1], "last axis must be", VALUES),
    Door("scm.given: evidence of some density", lambda ar, v: scm.given(v(ar), [1], [2]), _chain, _set, "nodes [1] is singular",
         ALL, SingularCovariance),
    Door("scm.correlation: variables that vary", lambda ar, v: scm.correlation(v(ar), 1, 2), _chain, _set,
         "the variance of variable 1 = 0", ALL),
    Door("scm.partial_correlation: others", lambda ar, v: scm.partial_correlation(_chain(ar), 0, 1, [v]), 2, 1, "take others", ALL),
    Door("scm.threshold_correlation: |rho| <= 1", lambda ar, v: scm.threshold_correlation(ar, [v]), -1, -1 - Fraction(1, 2**20),
         "1 - |rho|", VALUES),
)  # fmt: skip

DONE = (
    Door("interventions.cut: a node that is there", lambda ar, v: interventions.cut(_chain(ar), v), 2, 3, "there are 3", ALL),
    Door("interventions.do: a node that is there", lambda ar, v: interventions.do(_chain(ar), v, 1), 2, 3, "there are 3", ALL),
    Door("interventions.do: one value", lambda ar, v: interventions.do(_chain(ar), 1, v), 2, [2], "value has shape", VALUES),
    Door("interventions.abduct: all are seen", lambda ar, v: interventions.abduct(_chain(ar), v), [1, 2, 3], [1, 2],
         "last axis must be", VALUES),
    Door("interventions.abduct_given: evidence of some density", lambda ar, v: interventions.abduct_given(v(ar), [1], [2]), _chain,
         _set, "nodes [1] is singular", ALL, SingularCovariance),
    Door("interventions.counterfactual: a value, or one for each",
         lambda ar, v: interventions.counterfactual(_chain(ar), [[1, 2, 3], [0, 0, 0]], 1, v), [[2], [3]], [2, 3],
         "one for each point", VALUES),
    Door("interventions.counterfactual_given: a node that is there",
         lambda ar, v: interventions.counterfactual_given(_chain(ar), [0], [1], v, 1), 2, 3, "there are 3", ALL),
    Door("knothe.knothe: every variable", lambda ar, v: knothe.knothe(ar, S, v), [1, 0], [1], "leaves variables out", ALL),
    Door("knothe.do_jacobian: full rank", lambda ar, v: knothe.do_jacobian(ar, v, [0, 1]), I, [[1, 1], [1, 1]],
         "positive definite", VALUES),
    Door("knothe.equivalent_orders: few variables",
         lambda ar, n: knothe.equivalent_orders(scm.model(ar, np.zeros((n, n), dtype=int), [1] * n)), 3, 9, "9 variables have 9!",
         ALL),
)  # fmt: skip

FLOWS = (
    Door("causal_flows.held: z_k moves x_k", lambda ar, v: causal_flows.held(ar, [[v, 1], [1, 0]], 0), NEAR, 0,
         "leaves x_0 where it is", VALUES),
    Door("causal_flows.held: T is square", lambda ar, v: causal_flows.held(ar, v, 0), S, [[1, 2]], "T has shape", VALUES),
    Door("causal_flows.least_norm: some z moves x_k", lambda ar, v: causal_flows.least_norm(ar, [[v, 0], [1, 1]], 0), NEAR, 0,
         "no z moves x_0", VALUES),
    Door("causal_flows.masked_slope: one t", lambda ar, v: causal_flows.masked_slope(_pair(ar), v, I), H, [H], "one number t",
         VALUES),
    Door("causal_flows.masked_slope: arrows are like it", lambda ar, v: causal_flows.masked_slope(_pair(ar), H, v), I, [[1]],
         "arrows has shape", VALUES),
    Door("causal_flows.masked_slope: what is seen varies",
         lambda ar, v: causal_flows.masked_slope(_pair(ar, [[1, 1], [1, 1]]), v, [[0, 0], [1, 0]]), H, 1,
         "nodes [0, 1] is singular", VALUES, SingularCovariance),
    Door("causal_flows.clamped_slope: one t", lambda ar, v: causal_flows.clamped_slope(_pair(ar), v, 0), H, [H], "one number t",
         VALUES),
    Door("causal_flows.clamped_slope: a coordinate that is there", lambda ar, v: causal_flows.clamped_slope(_pair(ar), H, v), 1, 2,
         "there are 2", VALUES),
    Door("disentanglement.off_diagonal: T is square", lambda ar, v: disentanglement.off_diagonal(ar, v), S, [[1, 2]], "T has shape",
         VALUES),
    Door("disentanglement.cosines: no column is 0", lambda ar, v: disentanglement.cosines(ar, [[v, 1], [0, 1]]), NEAR, 0,
         "it has no direction", VALUES),
    Door("disentanglement.contrast: columns apart", lambda ar, v: disentanglement.contrast(ar, [[1, 1], [1, v]]), 2, 1,
         "cosines of the columns of T has the eigenvalue", VALUES),
    Door("disentanglement.most_squares: a covariance", lambda ar, v: disentanglement.most_squares(ar, v), S, [[2, 1], [0, 3]],
         "cov is not symmetric", VALUES),
)  # fmt: skip

LINE = (
    Door("nodes.given: a scale > 0", lambda ar, v: nodes.given(_noise(ar), 1, v), NEAR, 0, "scale = 0", VALUES),
    Door("nodes.given: noise on a line", lambda ar, v: nodes.given(_noise(ar, v), 1), 1, 2, "the noise has d = 2", VALUES),
    Door("nodes.over: a weight for each", lambda ar, v: nodes.over(_noise(ar), v, [1, 2]), [H, H], [1], "both must be (n,)",
         VALUES),
    Door("nodes.over: weights sum to 1", lambda ar, v: nodes.over(_noise(ar), [H, v], [1, 2]), H, 1, "not to 1", VALUES),
    Door("nodes.counterfactual: one source", lambda ar, v: nodes.counterfactual(_noise(ar), _noise(ar, cov0=[[v]]), [[1]]), 1, 2,
         "different sources", VALUES),
)  # fmt: skip


def _noise(ar: Arithmetic, d: int = 1, **source: Any) -> mixture.Mixture:
    return mixture.mixture(ar, [1], [[0] * d], [np.eye(d, dtype=int).tolist()], **source)


def _pair(ar: Arithmetic, cov: Any = S) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 1], I, [1, 2], cov)


DOORS = (*MODELS, *SEEN, *DONE, *FLOWS, *LINE)
