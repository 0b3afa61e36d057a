"""How far the columns of a linear map's Jacobian are from orthogonal: the penalties in use, which are 0 for the same maps.

    x = m + T z, z ~ N(0, I), S = T T^T;   G = T^T T:  G_ij the product of the columns i and j of T,  G_ii the square of a length
    S T - T diag(G) = T (G - diag G):  0 iff every column is an eigenvector of S, and G_ii its eigenvalue

T Q makes the same law for every rotation Q, so no penalty is a property of the law: it is 0 along the principal axes of any S.
Letters: T (d, d) the map, as in `causal_flows`, or the Jacobian of any map at a point; S (d, d) a covariance.
Errors: ValueError at the door, and for the contrast of columns that depend on each other: it is infinite.
Source: Wei et al. 2021 (squares); Gresele et al. 2021, independent mechanism analysis (contrast); closed forms derived here.
"""

from typing import Any

from analytic import _causes, door
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array


@finite
def off_diagonal(ar: Arithmetic, T: Any) -> Array:
    """G - diag G, (d, d): what a penalty makes small."""
    G = _products(ar, T)
    return G * (1 - ar.eye(len(G)))


@finite
def squares(ar: Arithmetic, T: Any) -> Array:
    """sum_{i != j} G_ij^2: each pair twice; it grows with the fourth power of the scale of x."""
    E = off_diagonal(ar, T)
    return ar.einsum("ij,ij->", E, E)


@finite
def cosines(ar: Arithmetic, T: Any) -> Array:
    """sum_{i != j} G_ij^2/(G_ii G_jj): each pair twice; whatever the lengths of the columns."""
    G, g = _directions(ar, T)
    return ar.einsum("ij,ij->", G, G / g / g[:, None]) - len(G)


@finite
def contrast(ar: Arithmetic, T: Any) -> Array:
    """sum_i log sqrt(G_ii) - log |det T| >= 0: the log of Hadamard's ratio, whatever the lengths of the columns.

    Of T^T it is the total correlation of x, sum_i log sqrt(S_ii) - log sqrt(det S): how far its coordinates are from independent.
    """
    G, g = _directions(ar, T)
    door.covariance(ar, "the matrix of cosines of the columns of T", G / ar.sqrt(g * g[:, None]), definite=True)
    return ar.einsum("i->", ar.log(g)) / 2 - ar.logdet(G) / 2


@finite
def most_squares(ar: Arithmetic, cov: Any) -> Array:
    """tr S^2 - (tr S)^2/d: the most that `squares` is for maps T Q of one law, reached where all columns are equally long."""
    S = door.square(ar, "cov", cov)
    return ar.einsum("ij,ij->", S, S) - ar.einsum("ii->", S) ** 2 / len(S)


def _products(ar: Arithmetic, given: Any) -> Array:
    T = _causes.matrix(ar, given)
    return ar.einsum("ki,kj->ij", T, T)


def _directions(ar: Arithmetic, T: Any) -> tuple[Array, Array]:
    """G and its diagonal, none of it 0."""
    G = _products(ar, T)
    g = ar.einsum("ii->i", G)
    door.nonzero(ar, g, "a column of T is 0: it has no direction, so leave that latent out")
    return G, g
