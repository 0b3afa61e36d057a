"""What random perturbations of a generator estimate, S = E[J J^T], against the covariance of what it generates; x0 ~ N(0, I).

    Cov(f) = sum_k k! a_k a_k^T,   E[J J^T] = sum_k k k! a_k a_k^T   for f(x) = sum_{m,k} a_mk He_k(x_m)
    Cov(f) <= E[J J^T], with equality iff f is affine (Gaussian Poincare inequality)

Letters: ar arithmetic; a (n, d, K+1) Hermite coefficients, a_imk of He_k(x_m) in f_i; T' the slope of the flow map on a line;
C, S (n, n) covariances. Conditions: mixtures are on a line with the source N(0, 1), every component of positive variance.
`expectation` is the trapezoidal rule: for these integrands its error falls like exp(-c n), but it is no certified bound.
Errors: ValueError at the door. Source: Causality-Delta 5.3; the closed forms are not in the paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, factorial
from typing import Any

import numpy as np

from analytic import door, gaussian, line, mixture
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.gaussian import Pair
from analytic.mixture import Mixture


@dataclass(frozen=True, eq=False, repr=False)
class Expansion(Shown):
    ar: Arithmetic
    a: Array  # (n, d, K+1)


def expansion(ar: Arithmetic, coefficients: Any) -> Expansion:
    """f_i(x) = sum_m sum_k a_imk He_k(x_m), He_k the probabilists' Hermite polynomials."""
    a = door.array(ar, "coefficients", coefficients)
    if a.ndim != 3 or 0 in a.shape:
        raise ValueError(f"coefficients have shape {tuple(a.shape)}: they must be (n, d, K+1), outputs, inputs, degrees from 0")
    door.finite(ar, "coefficients", a)
    return Expansion(ar, a)


@finite
def value(f: Expansion, x: Points) -> Array:
    """f(x), (..., n) for x (..., d)."""
    return f.ar.einsum("nmk,...mk->...n", f.a, _hermite(f, x))


@finite
def jacobian(f: Expansion, x: Points) -> Array:
    """df_i/dx_m = sum_k k a_imk He_{k-1}(x_m), (..., n, d)."""
    k = f.ar.array(list(range(1, f.a.shape[2])))
    return f.ar.einsum("nmk,...mk->...nm", f.a[:, :, 1:] * k, _hermite(f, x)[..., :-1])


@finite
def covariance(f: Expansion) -> Array:
    """Cov(f) = sum_{k >= 1} k! a_k a_k^T, (n, n)."""
    return _weighted(f, lambda k: factorial(k) if k else 0)


@finite
def second_moment(f: Expansion) -> Array:
    """E[J J^T] = sum_k k k! a_k a_k^T, (n, n)."""
    return _weighted(f, lambda k: k * factorial(k))


@finite
def correlation(ar: Arithmetic, S: Array) -> Array:
    """S_ij/sqrt(S_ii S_jj), (n, n)."""
    S = door.square(ar, "S", S)
    door.positive(ar, "S_ii", S.diagonal())
    scale = ar.sqrt(S.diagonal())
    return S / (scale[:, None] * scale)


@finite
def conditioned(ar: Arithmetic, S: Array, k: int) -> Array:
    """S_ij - S_ik S_kj/S_kk, (n, n): for S = J J^T the covariance of J u, u ~ N(0, I), given (J u)_k = 0."""
    S = door.square(ar, "S", S)
    k = door.member("k", k, len(S))
    door.positive(ar, "S_kk", S[k, k])
    return S - S[:, k, None] * S[k] / S[k, k]


@finite
def expectation(mix: Mixture, t: Time, f: Callable[[Array], Array], nodes: int = 400, reach: int = 9) -> Array:
    """E[f(x_t)] on a line by the trapezoidal rule, f (n, 1) -> (n, ...); `reach` standard deviations beyond all components."""
    ar = mix.ar
    if (centres := ar.floats(mix.m)) is None or mix.m.shape[1] != 1:
        raise ValueError("an expectation by quadrature needs a mixture on a line (d = 1) with numbers for its parameters")
    nodes, reach = door.count("nodes", nodes, least=2), door.count("reach", reach, least=1)
    wide = float(np.sqrt(np.append(ar.floats(mix.C).ravel(), ar.floats(mix.S0)).max()))
    edge = ceil(abs(np.append(centres, ar.floats(mix.m0))).max() + reach * wide)
    h = Fraction(2 * edge, nodes)
    x = ar.array([[-edge + h * j] for j in range(nodes + 1)])
    p = ar.exp(mixture.log_density(mix, t, x))
    return ar.einsum("n,n...->...", p * ar.array(h), f(x))


@finite
def slope_moment(mix: Mixture, power: int = 2, nodes: int = 400, reach: int = 9) -> Array:
    """E[T'(x0)^p], T = phi_{0->1}: T'(x0) = 1/(d phi_{1->0}/dx)(x1), x1 ~ p_1."""
    power = door.whole("power", power)
    return expectation(mix, 1, lambda x: line.flow_jacobian(mix, 1, 0, x)[:, 0, 0] ** -power, nodes, reach)


@dataclass(frozen=True, eq=False, repr=False)
class Modes(Shown):
    """Components of equal weight at +-(m, m) with covariance c [[1, r], [r, 1]], source N(0, I), in the axes (1, +-1)/sqrt 2."""

    ar: Arithmetic
    u: Mixture  # along (1, 1)/sqrt 2: means +-m sqrt 2, variance c (1 + r)
    w: Pair  # along (1, -1)/sqrt 2: N(0, c (1 - r))
    plane: Mixture  # the same law in the plane


def modes(ar: Arithmetic, m: Any, c: Any, r: Any) -> Modes:
    """The flow is a product in the turned axes: of two modes and of a Gaussian."""
    m, c, r = (door.number(ar, name, a)[()] for name, a in {"m": m, "c": c, "r": r}.items())
    means, cov = [[m, m], [-m, -m]], [[c, c * r], [c * r, c]]
    plane = mixture.mixture(ar, [Fraction(1, 2)] * 2, means, [cov] * 2)
    away = ar.sqrt(ar.array(2)) * door.array(ar, "m", [[m], [-m]])
    u = mixture.mixture(ar, [Fraction(1, 2)] * 2, away, [[[c * (1 + r)]]] * 2)
    return Modes(ar, u, gaussian.independent(ar, [0], [[1]], [0], [[c * (1 - r)]]), plane)


@finite
def modes_flow(law: Modes, t: Time, x: Points) -> Array:
    """phi_t(x), (..., 2): the flow of the plane mixture, axis by axis."""
    ar, half = law.ar, law.ar.sqrt(law.ar.array(2)) / 2
    turn = half * ar.array([[1, 1], [1, -1]])
    t, x = door.batch(ar, t, x, 2)
    y = ar.einsum("ij,...j->...i", turn, x)
    u, w = line.flow_map(law.u, 0, t, y[..., :1]), gaussian.flow(law.w, 0, t, y[..., 1:])
    return ar.einsum("ij,...j->...i", turn[:, :1], u) + ar.einsum("ij,...j->...i", turn[:, 1:], w)


@finite
def modes_correlation(law: Modes, variance: Array) -> Array:
    """(V - w)/(V + w), w = c (1 - r): the correlation for V = Var[T] along u, that of S = E[J J^T] for V = E[T'^2]."""
    w, variance = law.w.S1[0, 0], door.array(law.ar, "variance", variance)
    door.positive(law.ar, "variance", variance)
    return (variance - w) / (variance + w)


def _hermite(f: Expansion, x: Points) -> Array:
    """He_0 .. He_K of each coordinate, (..., d, K+1): He_{k+1} = x He_k - k He_{k-1}."""
    x = door.points(f.ar, "x", x, f.a.shape[1])
    out = [0 * x + f.ar.array(1), x]
    for k in range(1, f.a.shape[2] - 1):
        out.append(x * out[k] - k * out[k - 1])
    return f.ar.einsum("k...->...k", _stacked(out[: f.a.shape[2]]))


def _stacked(terms: list[Array]) -> Array:
    if hasattr(terms[0], "detach"):
        import torch

        return torch.stack(terms)
    return np.stack(terms)


def _weighted(f: Expansion, weight: Callable[[int], int]) -> Array:
    w = f.ar.array([weight(k) for k in range(f.a.shape[2])])
    return f.ar.einsum("imk,jmk->ij", f.a * w, f.a)
