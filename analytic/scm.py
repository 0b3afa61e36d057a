"""Linear Gaussian structural causal models as they are seen: means, covariances, what is left given some of the variables.

    x = B x + u,   u ~ N(c, diag V),   so x = T u with T = (I - B)^-1, E[x] = T c, Cov[x] = T V T^T

T_jk is the total effect of x_k on x_j: the sum, over the directed paths from k to j, of the products of their arrows. With
L = T sqrt(V), x = T c + L z for z ~ N(0, I): keeping draws with (L z)_k = 0 gives the partial covariance given x_k.
Letters: ar arithmetic; B (n, n), b_ij the effect of x_j on x_i, without cycles; V (n,) >= 0 noise variances; c (n,) noise means.
Variables may be numbered in any order; `nodes` names some of them, each once. What is done to them is in `interventions`.
Errors: ValueError at the door; SingularCovariance where what is given has no density.
Source: Pearl 2009, Causality; Causality-Delta 6.4 and 7.1 ask for these tests.
"""

from dataclasses import dataclass
from typing import Any

from analytic import _causes, door
from analytic._answers import finite
from analytic._causes import Nodes
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points


@dataclass(frozen=True, eq=False, repr=False)
class Model(Shown):
    ar: Arithmetic
    B: Array  # (n, n)
    V: Array  # (n,)
    c: Array  # (n,)


def model(ar: Arithmetic, effects: Any, variances: Any, means: Any = None) -> Model:
    """x_i = sum_j b_ij x_j + u_i, u_i of mean c_i and variance v_i: without means c = 0."""
    B, V = door.array(ar, "effects", effects), door.array(ar, "variances", variances)
    if V.ndim != 1 or V.shape[0] == 0:
        raise ValueError(f"variances have shape {tuple(V.shape)}: they must be (n,), one for each variable")
    n = V.shape[0]
    c = 0 * V if means is None else door.array(ar, "means", means)
    door.shape("effects", B, (n, n), "(n, n)")
    door.shape("means", c, (n,), "(n,), one for each variable")
    door.finite(ar, "effects", B)
    door.finite(ar, "means", c)
    door.positive(ar, "variances", V, strict=False)
    _causes.ordered(_causes.arrows(ar, B))
    return Model(ar, B, V, c)


def causal_order(scm: Model) -> tuple[int, ...]:
    """The variables, causes before effects; of several such orders the one that keeps the numbering where it can."""
    return _causes.ordered(_causes.arrows(scm.ar, scm.B))


def common_cause(ar: Arithmetic, a: Any, b: Any) -> Model:
    """0 -> 1 with effect a, 0 -> 2 with effect b, unit noises."""
    return model(ar, [[0, 0, 0], [a, 0, 0], [b, 0, 0]], [1, 1, 1])


def mediator(ar: Arithmetic, a: Any, b: Any) -> Model:
    """0 -> 1 with effect a, 1 -> 2 with effect b, unit noises: the mediator is variable 1."""
    return model(ar, [[0, 0, 0], [a, 0, 0], [0, b, 0]], [1, 1, 1])


def collider(ar: Arithmetic, a: Any, b: Any) -> Model:
    """0 -> 2 with effect a, 1 -> 2 with effect b, unit noises: the collider is variable 2."""
    return model(ar, [[0, 0, 0], [0, 0, 0], [a, b, 0]], [1, 1, 1])


@finite
def effects(scm: Model) -> Array:
    """T = (I - B)^-1, (n, n): the total effect of x_k on x_j is T_jk."""
    eye = scm.ar.eye(scm.V.shape[0])
    return scm.ar.solve(eye - scm.B, eye).T


@finite
def loading(scm: Model) -> Array:
    """L = T sqrt(V), (n, n): x = T c + L z."""
    return effects(scm) * scm.ar.sqrt(scm.V)


@finite
def mean(scm: Model) -> Array:
    """E[x] = T c, (n,)."""
    return scm.ar.einsum("ij,j->i", effects(scm), scm.c)


@finite
def covariance(scm: Model) -> Array:
    """Cov[x] = T V T^T, (n, n)."""
    T = effects(scm)
    return scm.ar.einsum("ik,k,jk->ij", T, scm.V, T)


@finite
def given(scm: Model, nodes: Nodes, values: Points) -> tuple[Array, Array]:
    """E[x | x_K] = m + S_.K S_KK^-1 (x_K - m_K), (..., n);  Cov[x | x_K] = S - S_.K S_KK^-1 S_K., (n, n): K the nodes seen.

    `values` (..., K), in the order of the nodes.
    """
    m, S, (K, x) = mean(scm), covariance(scm), _causes.evidence(scm.ar, nodes, values, scm.V.shape[0])
    return _causes.conditioned(scm.ar, m, S, m[K], S[K], K, x)


@finite
def correlation(scm: Model, i: int, j: int) -> Array:
    """Cov_ij/sqrt(Cov_ii Cov_jj)."""
    return _correlation(scm, covariance(scm), i, j)


@finite
def partial_correlation(scm: Model, i: int, j: int, nodes: Nodes) -> Array:
    """C_ij/sqrt(C_ii C_jj), C = Cov[x | x_K]: the correlation of x_i and x_j given the nodes K."""
    K = door.members("nodes", nodes, scm.V.shape[0])
    i, j = (door.member(name, v, scm.V.shape[0]) for name, v in (("i", i), ("j", j)))
    if i in K or j in K:
        raise ValueError(f"i = {i}, j = {j}, nodes {K}: what is given does not vary, so take others")
    return _correlation(scm, given(scm, K, mean(scm)[K])[1], i, j)


@finite
def threshold_correlation(ar: Arithmetic, rho: Array) -> Array:
    """(2/pi) asin(rho): the correlation of the signs of two centred Gaussians of correlation rho."""
    rho = door.array(ar, "rho", rho)
    door.positive(ar, "1 - |rho|", 1 - abs(rho), strict=False)
    return 1 - 2 * ar.acos(rho) / ar.pi()


def _correlation(scm: Model, S: Array, i: int, j: int) -> Array:
    i, j = (door.member(name, v, scm.V.shape[0]) for name, v in (("i", i), ("j", j)))
    for k in (i, j):
        door.positive(scm.ar, f"the variance of variable {k}", S[k, k])
    return S[i, j] / scm.ar.sqrt(S[i, i] * S[j, j])
