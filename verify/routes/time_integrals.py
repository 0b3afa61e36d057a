"""Integrals over time in balls: certified enclosures that share no text with the closed forms they are set beside."""

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import acb, acb_mat, acb_poly, arb

from analytic.arithmetic import Array, Law, Time

Integrand = Callable[[Any, Any], Any]

TOLERANCE = arb(2) ** -210  # finer than what evidence in balls asks for; the finest would be sought in vain


def over_time(f: Integrand, lo: Any = 0, hi: Any = 1) -> arb:
    """int_lo^hi f(t, flag) dt, f analytic near the interval; roots and logarithms in f take `analytic=flag`. f must not raise."""
    return acb.integral(f, lo, hi, rel_tol=TOLERANCE, abs_tol=TOLERANCE).real


def explained(pair: Law) -> Integrand:
    """t -> tr(D S^-1 D^T), D = Cov[x1 - x0, x_t], S = Cov[x_t], of jointly Gaussian ends on the linear path, t complex.

    A quotient of polynomials in t, by cofactors: balls of a complex t would make much wider balls of a matrix inverse.
    """
    S0, S1, X, C = pair.S0, pair.S1, pair.X, pair.X + pair.X.T
    S, D = _polynomial(S0, C - 2 * S0, S0 + S1 - C), _polynomial(X.T - S0, S0 + S1 - C)
    top, bottom = np.trace(D @ adjugate(S) @ D.T), determinant(S)

    def at(t: Time, _: Any = None) -> Array:
        return top(t) / bottom(t)

    return at


def leftover(pair: Law) -> Integrand:
    """t -> tr Cov[x1 - x0 | x_t], t complex."""
    f, V = explained(pair), np.trace(pair.S0 + pair.S1 - pair.X - pair.X.T)

    def at(t: Time, _: Any = None) -> Array:
        return V - f(t, _)

    return at


def bend(pair: Law) -> Integrand:
    """t -> E|z1 - z0 - u(t, z_t)|^2 along the flow z_t = m_t + F (z0 - m0) of independent Gaussian ends, d <= 2.

    F = G^1/2, G = S S0^-1, is (G + r I)/sqrt(tr G + 2 r), r = sqrt(det G), and u(t, z_t) = m' + F' (z0 - m0), F F' + F' F = G'.
    Errors: ValueError if d > 2 or the ends are correlated.
    """
    if len(pair.S0) > 2 or any(c != 0 for c in pair.X.flat):
        raise ValueError(f"d = {len(pair.S0)}, Cov[x0, x1] = {pair.X.tolist()}: this root is for independent ends and d <= 2")
    ends = np.frompyfunc(acb, 1, 1)
    I = ends(np.eye(len(pair.S0), dtype=int))
    Q = ends(pair.ar.solve(pair.S0, pair.S1))  # rows S0^-1 S1_i: S1 S0^-1
    T = _root(Q, I, False)

    def at(t: Time, flag: Any = False) -> Array:
        G, dG = (1 - t) ** 2 * I + t * t * Q, 2 * t * Q - 2 * (1 - t) * I
        E = T - I - _rate_of_root(_root(G, I, flag), dG, I)
        return np.trace(E @ pair.S0 @ E.T)

    return at


def _root(G: Any, I: Any, flag: Any) -> Any:
    """G^1/2, d <= 2."""
    if len(G) == 1:
        return np.array([[G[0, 0].sqrt(analytic=flag)]])
    r = (G[0, 0] * G[1, 1] - G[0, 1] * G[1, 0]).sqrt(analytic=flag)
    return (G + r * I) / (G[0, 0] + G[1, 1] + 2 * r).sqrt(analytic=flag)


def _rate_of_root(F: Any, dG: Any, I: Any) -> Any:
    """F' of F F' + F' F = G', d <= 2."""
    if len(F) == 1:
        return dG / (2 * F)
    p, q = np.trace(F), F[0, 0] * F[1, 1] - F[0, 1] * F[1, 0]
    cofactor = p * I - F  # det(F) F^-1
    return (q * dG + cofactor @ dG @ cofactor) / (2 * p * q)


def loss(pair: Law) -> Array:
    """int tr Cov[x1 - x0 | x_t] dt."""
    return over_time(leftover(pair))


def bending(pair: Law) -> Array:
    """int E|z1 - z0 - u(t, z_t)|^2 dt along the flow of independent Gaussian ends."""
    return over_time(bend(pair))


def field_error(m: Any, S1: Any, n: Any, V1: Any) -> Integrand:
    """t -> |v^ - v| in L2(p_t), t complex: the fields from N(0, I) to N(m, S1), whose law at t is p_t, and to N(n, V1)."""
    d = len(m)
    gap, S1, V1 = (acb_mat([list(row) for row in M]) for M in ((n - m)[:, None], S1, V1))
    eye = acb_mat([[int(i == j) for j in range(d)] for i in range(d)])

    def at(t: Time, flag: Any = False) -> Array:
        S, V = (eye * (1 - t) ** 2 + M * t**2 for M in (S1, V1))
        try:
            A = (V1 * t - eye * (1 - t)) * V.inv()
            E, shift = A - (S1 * t - eye * (1 - t)) * S.inv(), gap - A * gap * t
        except ZeroDivisionError:  # on a wide ball: `over_time` wants a value, and halves it
            return acb("nan")
        return sum(((E * S * E.transpose())[i, i] + shift[i, 0] ** 2 for i in range(d)), acb(0)).sqrt(analytic=flag)

    return at


def _polynomial(*coefficients: Any) -> Any:
    """sum_k M_k t^k, entry by entry."""
    return np.frompyfunc(lambda *c: acb_poly(list(c)), len(coefficients), 1)(*coefficients)


def determinant(M: Any) -> Any:
    """By cofactors of the first row."""
    return (
        sum(((-1) ** j * M[0, j] * determinant(minor(M, 0, j)) for j in range(len(M))), acb_poly([0])) if len(M) else acb_poly([1])
    )


def adjugate(M: Any) -> Any:
    """det(M) M^-1."""
    out = np.empty(M.shape, dtype=object)
    for i, j in np.ndindex(*M.shape):
        out[i, j] = (-1) ** (i + j) * determinant(minor(M, j, i))
    return out


def minor(M: Any, i: int, j: int) -> Any:
    return np.delete(np.delete(M, i, 0), j, 1)


def gradient_noise(pair: Law, density: Integrand | None = None) -> Array:
    """int 4 V/q dt for a density q of t, else 4 (int V^1/2 dt)^2, which is the least: V = tr Cov[x1 - x0 | x_t]."""
    V = leftover(pair)
    if density is None:
        return 4 * over_time(lambda t, flag: acb(V(t, flag)).sqrt(analytic=flag)) ** 2
    return over_time(lambda t, flag: 4 * V(t, flag) / density(t, flag))


def turning(pair: Law) -> Array:
    """int E|d^2 z_t/dt^2|^2 dt along the flow z_t = m_t + (S_t/S_0)^1/2 (z_0 - m_0) of independent ends on a line."""

    def at(t: Time, _: Any = None) -> Array:
        S, dS, ddS = _variance(pair, t)
        return (2 * S * ddS - dS * dS) ** 2 / (16 * S**3)

    return over_time(at)


def wandering(pair: Law) -> Array:
    """int |d S_t^1/2/dt| dt for independent ends on a line, S_t falling until it is least."""
    speed: Integrand = lambda t, flag: (v := _variance(pair, t))[1] / (2 * acb(v[0]).sqrt(analytic=flag))  # noqa: E731
    least = pair.S0[0, 0] / (pair.S0[0, 0] + pair.S1[0, 0])
    return over_time(speed, least, 1) - over_time(speed, 0, least)


def _variance(pair: Law, t: Time) -> tuple[Array, Array, Array]:
    """S_t and its first two derivatives, t complex."""
    a, b = pair.S0[0, 0], pair.S1[0, 0]
    return (1 - t) ** 2 * a + t * t * b, 2 * t * b - 2 * (1 - t) * a, 2 * (a + b)
