"""Plausible wrong variants of a formula: what near misses are made of."""

from dataclasses import replace
from fractions import Fraction

from analytic import mixture, proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula, Function


def scaled(f: Formula, factor: Fraction) -> Formula:
    """factor * f."""
    return lambda law, *at: law.ar.array(factor) * f(law, *at)


def off(f: Formula) -> Formula:
    """(1 + 1e-9) f: what only evidence of high resolution can see."""
    return scaled(f, 1 + Fraction(1, 10**9))


def halved(f: Formula) -> Formula:
    return scaled(f, Fraction(1, 2))


def negated(f: Formula) -> Formula:
    return scaled(f, Fraction(-1))


def transposed(f: Formula) -> Formula:
    """f with its last two axes exchanged."""
    return lambda law, *at: f(law, *at).swapaxes(-1, -2)


def reversed_time(f: Formula) -> Formula:
    """t for 1 - t."""
    return lambda law, t, *x: f(law, 1 - t, *x)


def plus(f: Formula, g: Formula) -> Formula:
    return lambda law, *at: f(law, *at) + g(law, *at)


def of_law(f: Formula, change: Function) -> Formula:
    """f of another law: `change(law)` gives the fields to replace, e.g. a standard source for the true one."""
    return lambda law, *at: f(replace(law, **change(law)), *at)


def target_only(denoiser: Formula) -> Formula:
    """E[x1 | x_t] - E[x0] for E[x1 - x0 | x_t], the slip of the published code: x0 taken as independent of x_t."""
    return lambda law, t, x: denoiser(law, t, x) - law.m0


def standard_source(f: Formula) -> Formula:
    """f of a mixture with the source N(0, I) in place of its own: what most code assumes."""
    return lambda mix, t, x: f(mixture.mixture(mix.ar, mix.w, mix.m, mix.C, path=mix.path), t, x)


def proximal_point(choose: Function) -> Formula:
    """The proximal point with another step, of another point: `choose(a, b, x)` gives (s, z)."""

    def formula(law: Law, t: Time, x: Points) -> Array:
        a, b, _, _ = law.path(law.ar, t)
        s, z = choose(a, b, x)
        return law.prox(law.ar.array(s), z)

    return formula


def mixed(choose: Function) -> Formula:
    """`choose(a, b, a', b', x, x1)` for the velocity."""
    return lambda law, t, x: choose(*law.path(law.ar, t), x, proximal.denoiser(law, t, x))


def quotient(choose: Function) -> Formula:
    """`choose(a I, b I, a' I, b' I, H)` gives N and M of the Jacobian N M^-1."""

    def formula(law: Law, t: Time, x: Points) -> Array:
        H, eye = law.hessian(proximal.source(law, t, x)), law.ar.eye(law.d)
        N, M = choose(*(c * eye for c in law.path(law.ar, t)), H)
        return law.ar.solve((M + 0 * H)[..., None, :, :], N + 0 * H)

    return formula
