"""What is done to a linear Gaussian causal model, and what would have been: interventions, abduction, counterfactuals.

    do(x_k = v):  x = B_k x + u,  B_k = B without the row of k, u_k = v;     what was seen is kept in u = (I - B) x

Seeing, doing, imagining: `scm.given` conditions, `do` cuts the arrows into x_k and sets it, `counterfactual` sets it for the unit
whose noise u was found by abduction. Letters as in `scm`; u the noise with its means, N(c, diag V); k a variable, v its new value.
Several interventions are made one after the other. Errors: ValueError at the door; SingularCovariance for evidence without density.
Source: Pearl 2009, Causality, 1.4.4 and 7.1 (abduction, action, prediction).
"""

from dataclasses import replace
from typing import Any

from analytic import _causes, door
from analytic._answers import finite
from analytic._causes import Nodes
from analytic.arithmetic import Array, Points
from analytic.scm import Model, covariance, effects, mean


def cut(scm: Model, k: int) -> Model:
    """The model without the arrows into x_k, which keeps its own noise: an intervention that draws x_k at random."""
    return replace(scm, B=scm.B * _others(scm, k)[:, None])


def do(scm: Model, k: int, value: Any) -> Model:
    """The model in which x_k = value: without the arrows into it, and without its noise."""
    ar, keep, v = scm.ar, _others(scm, k), door.number(scm.ar, "value", value)
    return Model(ar, scm.B * keep[:, None], scm.V * keep, scm.c * keep + v * (1 - keep))


@finite
def abduct(scm: Model, x: Points) -> Points:
    """u = (I - B) x, (..., n): the noise of the unit whose variables are all seen."""
    return _noise(scm, door.points(scm.ar, "x", x, scm.V.shape[0]))


@finite
def abduct_given(scm: Model, nodes: Nodes, values: Points) -> tuple[Array, Array]:
    """E[u | x_K], (..., n), and Cov[u | x_K], (n, n): the noise of a unit of which the nodes K are seen."""
    ar, (K, x) = scm.ar, _causes.evidence(scm.ar, nodes, values, scm.V.shape[0])
    across = (effects(scm) * scm.V)[K]  # Cov[x_K, u] = T_K. V
    V, own = scm.V * ar.eye(scm.V.shape[0]), covariance(scm)[K][:, K]
    return _causes.conditioned(ar, scm.c, V, mean(scm)[K], across, K, x, own)


@finite
def counterfactual(scm: Model, x: Points, k: int, value: Any) -> Points:
    """x' = (I - B_k)^-1 u', u = (I - B) x but u'_k = value, (..., n): what x would have been with x_k = value, all of it seen.

    `value` a number, or one for each unit (..., 1).
    """
    ar, x = scm.ar, door.points(scm.ar, "x", x, scm.V.shape[0])
    keep, v = _others(scm, k), door.number(ar, "value", value, x)
    return ar.einsum("ij,...j->...i", effects(cut(scm, k)), keep * _noise(scm, x) + (1 - keep) * v)


@finite
def counterfactual_given(scm: Model, nodes: Nodes, values: Points, k: int, value: Any) -> tuple[Array, Array]:
    """Mean (..., n) and covariance (n, n) of x' = (I - B_k)^-1 u', u given x_K but u'_k = value: where the nodes K are seen."""
    ar, keep, v = scm.ar, _others(scm, k), door.number(scm.ar, "value", value)
    m, S = abduct_given(scm, nodes, values)
    G = effects(cut(scm, k))
    GS = G * keep
    return ar.einsum("ij,...j->...i", G, keep * m + (1 - keep) * v), ar.einsum("ij,jk,lk->il", GS, S, GS)


def _others(scm: Model, k: int) -> Array:
    """1 for all variables but x_k, (n,)."""
    return 1 - scm.ar.eye(scm.V.shape[0])[door.member("k", k, scm.V.shape[0])]


def _noise(scm: Model, x: Points) -> Points:
    return x - scm.ar.einsum("ij,...j->...i", scm.B, x)
