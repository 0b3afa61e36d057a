"""Residuals and wrong variants of optimal transports; a law is a `proximal.Potential`, case.x are starting points x0."""

from typing import Any

import numpy as np

from analytic import mixture, proximal
from analytic.arithmetic import Array
from verify.claim import Case, Formula


def recovered(formula: Formula, case: Case) -> Array:
    """formula at x_t = a x0 + b x1 less x1 = T(x0)."""
    a, b, _, _ = case.law.path(case.ar, case.t)
    x1 = case.law.transport(case.x)
    return formula(case.law, case.t, a * case.x + b * x1) - x1


def carried(velocity: Formula) -> tuple[Formula, Formula]:
    """d/dt (a x0 + b T(x0)) is the velocity there: both sides."""
    return proximal.flow, lambda law, t, x: velocity(law, t, proximal.flow(law, t, x))


def touching(formula: Formula, case: Case) -> Array:
    """T(y).y - h(y), and what T(y).z exceeds h(z) by for other z: both vanish iff T(y) is a point of K that is extreme along y."""
    ar, law, y = case.ar, case.law, case.x
    T = formula(law, case.t, y)
    others = np.stack([*ar.eye(law.d), -y[0], y[0] + 2 * T[0]])
    over = ar.einsum("ni,mi->nm", T, others) - law.conjugate(others)
    gap = ar.einsum("ni,ni->n", T, y) - law.conjugate(y)
    return np.concatenate([gap[:, None], over + abs(over)], axis=1)


def preimage(formula: Formula, case: Case) -> Array:
    """T(formula(s, x1)) - x1 at s = t; and formula(s0, x1) - x0 at the one s0 = |x0|/|x1|."""
    ar, law, x0 = case.ar, case.law, case.x
    x1 = law.transport(x0)
    s0 = ar.sqrt(ar.einsum("ni,ni->n", x0, x0) / ar.einsum("ni,ni->n", x1, x1))[..., None]
    return np.stack([law.transport(formula(law, case.t, x1)) - x1, formula(law, s0, x1) - x0], axis=1)


def firm(formula: Formula, case: Case) -> Array:
    """Twice the negative part of <f(x) - f(y), x - y> - b |f(x) - f(y)|^2, over all pairs of points x, y."""
    ar, x = case.ar, case.x
    f, b = formula(case.law, case.t, x), case.law.path(ar, case.t)[1]
    df, dx = f[:, None] - f, x[:, None] - x
    slack = ar.einsum("nmi,nmi->nm", df, dx - b * df)[np.triu_indices(len(x), 1)]
    return abs(slack) - slack


def rescaled(law: Any, t: Any, x: Any) -> Array:
    """(1 - t) Dv at x_t."""
    return (1 - t) * proximal.slope(law, t, x)


def normal(law: Any, t: Any, x: Any) -> Array:
    """-n n^T, n = x/|x|: x0 is normal to the surface at T(x0), and so is x to a sphere about 0."""
    return -x[..., :, None] * x[..., None, :] / law.ar.einsum("...i,...i->...", x, x)[..., None, None]


def everywhere(law: Any, t: Any, x: Any) -> Array:
    """-I: contraction along the tangents too."""
    return 0 * x[..., None] - law.ar.eye(x.shape[-1])


def tangents(law: Any, t: Any, x: Any) -> Array:
    """-(I - n n^T): tangents for normals."""
    return everywhere(law, t, x) - normal(law, t, x)


def proximal_point(choose: Any) -> Formula:
    """The proximal point with another step, of another point: `choose(a, b, x)` gives (s, z)."""

    def formula(law: Any, t: Any, x: Any) -> Array:
        a, b, _, _ = law.path(law.ar, t)
        s, z = choose(a, b, x)
        return law.prox(law.ar.array(s), z)

    return formula


def mixed(choose: Any) -> Formula:
    """`choose(a, b, a', b', x, x1)` for the velocity."""
    return lambda law, t, x: choose(*law.path(law.ar, t), x, proximal.denoiser(law, t, x))


def quotient(choose: Any) -> Formula:
    """`choose(a I, b I, a' I, b' I, H)` gives N and M of the Jacobian N M^-1."""

    def formula(law: Any, t: Any, x: Any) -> Array:
        H, eye = law.hessian(proximal.source(law, t, x)), law.ar.eye(law.d)
        N, M = choose(*(c * eye for c in law.path(law.ar, t)), H)
        return law.ar.solve((M + 0 * H)[..., None, :, :], N + 0 * H)

    return formula


def below(quantity: Formula) -> Formula:
    """For boxes: the margin formula - |quantity|."""
    return lambda formula, case: formula(case.law, case.t, case.x) - abs(quantity(case.law, case.t, case.x))


def mean_on_sphere(law: Any, t: Any, x: Any) -> Array:
    """E[x1 | x_t = x] for x1 uniform on a sphere, ends independent, in balls: quadrature of exp(b x.x1/a^2) over the angle to x."""
    return np.stack([p * _mean_cosine(law.d, t[()] * law.r[()] * _norm(p) / (1 - t[()]) ** 2) * law.r[()] / _norm(p) for p in x])


def _norm(p: Array) -> Any:
    return sum((e * e for e in p[1:]), p[0] * p[0]).sqrt()


def _mean_cosine(d: int, k: Any) -> Any:
    """int cos w dw over int dw, w(s) = exp(k (cos s - 1)) sin(s)^(d - 2) on [0, pi], d >= 2."""
    from flint import acb, arb

    def weight(power: int) -> Any:
        return acb.integral(lambda s, _: s.cos() ** power * (k * (s.cos() - 1)).exp() * s.sin() ** (d - 2), 0, arb.pi()).real

    return weight(1) / weight(0)


def definite(formula: Formula, case: Case) -> Array:
    """Twice the negative parts of trace and determinant of (1 - t) Dv - formula I, in the plane."""
    M = (1 - case.t) * mixture.jacobian(case.law, case.t, case.x) - formula(case.law, case.t, case.x)[
        ..., None, None
    ] * case.ar.eye(2)
    parts = np.stack([M[..., 0, 0] + M[..., 1, 1], M[..., 0, 0] * M[..., 1, 1] - M[..., 0, 1] * M[..., 1, 0]])
    return abs(parts) - parts
