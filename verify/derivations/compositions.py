"""Thin compositions of the closed forms: exact relations that quantities.py names, f(law, t, x) in every arithmetic."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytic import brenier, gaussian, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.regimes.constructors import carried, extended

INDEPENDENT = frozenset({"independent", "regular"})  # what a closed flow map needs


def predicted(f: Formula, p: int, q: int) -> Formula:
    """What f gives for the velocity, for E[p x0 + q x1 | x_t] instead: the path's a', b' replaced by p, q."""

    def of_ends(law: Law, t: Time, x: Points) -> Array:
        def path(ar: Any, t: Any) -> Any:
            a, b, _, _ = law.path(ar, t)
            return a, b, 0 * t + p, 0 * t + q

        return f(replace(law, path=path), t, x)

    return of_ends


def turned(f: Formula) -> Formula:
    """What f gives for the velocity, for E[b x0 - a x1 | x_t] instead."""

    def of_ends(law: Law, t: Time, x: Points) -> Array:
        def path(ar: Any, t: Any) -> Any:
            a, b, _, _ = law.path(ar, t)
            return a, b, b, -a

        return f(replace(law, path=path), t, x)

    return of_ends


def on_paths(f: Callable[..., Array], at: Callable[[Law, Time], Time] = lambda law, t: t) -> dict[str, Formula]:
    """f(ar, a, b, a', b') of the path of any law at t, or at another time."""

    def of_law(law: Law, t: Time, x: Points) -> Array:
        return f(law.ar, *(law.ar.array(e)[()] for e in law.path(law.ar, law.ar.array(at(law, t)))))

    return for_all(of_law, of_law)


def coupled(f: Formula) -> Formula:
    """A formula for Gaussian pairs, of the optimal coupling x1 = m1 + A (x0 - m0)."""

    def of_pair(law: Law, t: Time, x: Points) -> Array:
        pair = gaussian.deterministic(law.ar, law.m0, law.S0, law.m1, law.A)
        return f(extended(pair, {name: getattr(law, name) for name in carried(law)}), t, x)

    return of_pair


def everywhere(f: Any) -> Formula:
    """f(law, t), the same at every x, (..., d, d)."""
    return lambda law, t, x: 0 * law.ar.array(x)[..., None] + f(law, t)


def trace(f: Formula) -> Formula:
    return lambda law, t, x: law.ar.einsum("...ii->...", f(law, t, x))


def gram(f: Formula) -> Formula:
    """J J^T."""
    return lambda law, t, x: _gram(law.ar, f(law, t, x))


def row_norms(f: Formula) -> Formula:
    """|J_i|, the length of each row of J."""
    return lambda law, t, x: law.ar.sqrt(law.ar.einsum("...ii->...i", _gram(law.ar, f(law, t, x))))


def _gram(ar: Any, J: Array) -> Array:
    return ar.einsum("...ij,...kj->...ik", J, J)


def residual(pair: Any, t: Any, x: Any) -> Array:
    return everywhere(gaussian.residual_covariance)(pair, t, x)


def from_start(f: Any) -> Formula:
    """f(law, s, t, x), a flow from time s to t, from s = 0."""
    return lambda law, t, x: f(law, 0, t, x)


def flow_jacobian(pair: Any, t: Any, x: Any) -> Array:
    """F_t F_0^-1."""
    start = gaussian.flow_matrix(pair, 0)
    return everywhere(lambda pair, t: pair.ar.solve(start.T, gaussian.flow_matrix(pair, t)))(pair, t, x)


def floor(law: Law, t: Time, x: Points) -> Array:
    return law.ar.pi() / 2 * law.ar.einsum("ii->", brenier.geometric_mean(law.ar, law.S0, law.S1))


def moment(k: int, f: Any) -> Formula:
    """One of the moments of x_t: 0 the mean, 1 the covariance; constant in x, and without its axes."""
    return lambda law, t, x: f(law, t)[k]


def held(k: int) -> dict[str, Formula]:
    return for_mixtures(lambda law, t, x: mixture.jacobian_do(law, t, x, k))


def for_mixtures(f: Formula) -> dict[str, Formula]:
    return {"mixture": f, "line": f}


def for_independent(f: Formula) -> dict[str, Formula]:
    """Of laws whose ends may be independent."""
    return {**for_mixtures(f), "gaussian": f}


def for_all(of_mixture: Formula, of_pair: Formula, of_transport: Formula | None = None) -> dict[str, Formula]:
    return {**for_mixtures(of_mixture), "gaussian": of_pair, "transport": of_transport or coupled(of_pair)}


BURES: Formula = lambda law, t, x: brenier.bures_map(law.ar, law.S0, law.S1)  # noqa: E731
DISTANCE: Formula = lambda law, t, x: brenier.bures_distance2(law.ar, law.S0, law.S1)  # noqa: E731
