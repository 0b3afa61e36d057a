"""Gaussian laws fitted to a graph: one regression a node, the Knothe-Rosenblatt map, what an order says of interventions.

    b_iP = S_iP S_PP^-1,   v_i = S_ii - b_iP S_Pi,   P the causes that the graph gives to node i:   x = B x + u fits N(m, S)

With all that come before as causes the fit is the law itself, in any order, and L = (I - B)^-1 sqrt(V) its Cholesky factor. What
an intervention does depends on the order: in a causal one of the model that made the law, L_jk/L_kk is the total effect on x_j.
Letters: m (d,), S (d, d) mean and covariance; arrows (d, d), nonzero where j -> i; order, each variable once.
Errors: ValueError at the door; SingularCovariance where causes determine each other.
Source: Rosenblatt 1952; Knothe 1957; Verma and Pearl 1990 (equivalent orders).
"""

from itertools import permutations
from typing import Any

import numpy as np

from analytic import _causes, door
from analytic._answers import finite
from analytic._causes import Nodes
from analytic.arithmetic import Arithmetic, Array
from analytic.scm import Model, effects, loading

MOST = 8  # variables of which all orders are listed: 8! = 40320


def fitted(ar: Arithmetic, mean: Any, cov: Any, arrows: Any) -> Model:
    """Each variable regressed on its causes in the graph: what one flow for each node, given its clean causes, learns."""
    m, S, A = door.array(ar, "mean", mean), door.square(ar, "cov", cov), door.array(ar, "arrows", arrows)
    d = S.shape[0]
    door.shape("mean", m, (d,), "(d,)")
    door.shape("arrows", A, (d, d), "(d, d)")
    door.finite(ar, "mean", m)
    door.finite(ar, "arrows", A)
    _causes.ordered(found := _causes.arrows(ar, A))
    return _fitted(ar, m, S, found)


@finite
def knothe(ar: Arithmetic, cov: Any, order: Nodes) -> Array:
    """L with L L^T = S, L_ij = 0 where j comes after i, L_ii > 0, (d, d): the triangular map m + L z."""
    return loading(_along(ar, cov, order))


@finite
def do_jacobian(ar: Arithmetic, cov: Any, order: Nodes) -> Array:
    """dx_j/d do(x_k) = L_jk/L_kk, (d, d), if causes come first in the order."""
    return effects(_along(ar, cov, order))


def equivalent_orders(scm: Model) -> tuple[tuple[int, ...], ...]:
    """The orders along which the law needs no arrow between variables that have none: those of the Markov-equivalent graphs.

    Such a graph has the arrows of the model, turned or not, and the same colliders i -> k <- j without an arrow between i and j.
    """
    A = _causes.arrows(scm.ar, scm.B)
    if (n := len(A)) > MOST:
        raise ValueError(f"{n} variables have {n}! orders, and all are looked at: pass at most {MOST}")
    both, wanted = A | A.T, _colliders(A)
    return tuple(order for order in permutations(range(n)) if _colliders(both & _before(order)) == wanted)


def _fitted(ar: Arithmetic, m: Array, S: Array, arrows: Any) -> Model:
    eye, B, V = ar.eye(len(S)), 0 * S, 0 * m
    for i, row in enumerate(arrows):
        if P := np.flatnonzero(row).tolist():
            b = ar.einsum("p,pj->j", _causes.regressed(ar, S[P][:, P], S[i, P], P), eye[P])
            B = B + ar.einsum("i,j->ij", eye[i], b)
        V = V + eye[i] * (S[i, i] - ar.einsum("j,j->", B[i], S[i]))
    return Model(ar, B, V, m - ar.einsum("ij,j->i", B, m))


def _along(ar: Arithmetic, cov: Any, order: Nodes) -> Model:
    """The law as a model in which all that come before are causes."""
    S = door.square(ar, "cov", cov, definite=True)
    found = door.members("order", order, len(S))
    if len(found) < len(S):
        raise ValueError(f"order = {found} leaves variables out: name each of the {len(S)} once, causes first")
    return _fitted(ar, 0 * S[0], S, _before(found))


def _before(order: Nodes) -> Any:
    """Where j comes before i, (n, n)."""
    place = np.argsort(order)
    return place[:, None] > place


def _colliders(A: Any) -> set[tuple[int, int, int]]:
    """i -> k <- j, i < j, without an arrow between i and j."""
    n = range(len(A))
    return {(i, k, j) for k in n for i in n for j in n if i < j and A[k, i] and A[k, j] and not (A[i, j] or A[j, i])}
