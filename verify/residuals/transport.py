"""Residuals of optimal transports, and the matrices they are set beside; a law is a `proximal.Potential`, case.x are points x0."""

import numpy as np

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Formula, Function, excess
from verify.residuals.flows import outer
from verify.routes.polynomial_means import SIGNS, mean


def recovered(formula: Formula, case: Case) -> Array:
    """formula at x_t = a x0 + b x1 less x1 = T(x0)."""
    a, b, _, _ = case.law.path(case.ar, case.t)
    x1 = case.law.transport(case.x)
    return formula(case.law, case.t, a * case.x + b * x1) - x1


def carried(formula: Formula, case: Case) -> Array:
    """Mean and covariance of e + v(0, e), e all sign vectors, less mu and M: lines start like N(0, I) and end like N(mu, M)."""
    ar, of, d = case.ar, case.law.of, len(case.law.of.mean1)
    away: Function = lambda e: (e + formula(case.law.law, ar.array(0), e[None]))[0] - of.mean1  # noqa: E731
    first, second = mean(ar, d, away, SIGNS), mean(ar, d, lambda e: outer(away(e)), SIGNS)
    return np.concatenate([first[None], second - of.cov1])


def touching(formula: Formula, case: Case) -> Array:
    """T(y).y - h(y), and what T(y).z exceeds h(z) by for other z: both vanish iff T(y) is a point of K that is extreme along y."""
    ar, law, y = case.ar, case.law, case.x
    T = formula(law, case.t, y)
    others = np.stack([*ar.eye(law.d), -y[0], y[0] + 2 * T[0]])
    over = ar.einsum("ni,mi->nm", T, others) - law.conjugate(others)
    gap = ar.einsum("ni,ni->n", T, y) - law.conjugate(y)
    return np.concatenate([gap[:, None], excess(over)], axis=1)


def preimage(formula: Formula, case: Case) -> Array:
    """T(formula(s, x1)) - x1 at s = t; and formula(s0, x1) - x0 at the one s0 = |x0|/|x1|."""
    ar, law, x0 = case.ar, case.law, case.x
    x1 = law.transport(x0)
    s0 = ar.sqrt(ar.einsum("ni,ni->n", x0, x0) / ar.einsum("ni,ni->n", x1, x1))[..., None]
    return np.stack([law.transport(formula(law, case.t, x1)) - x1, formula(law, s0, x1) - x0], axis=1)


def firm(formula: Formula, case: Case) -> Array:
    """The negative part of <f(x) - f(y), x - y> - b |f(x) - f(y)|^2, over all pairs of points x, y."""
    ar, x = case.ar, case.x
    f, b = formula(case.law, case.t, x), case.law.path(ar, case.t)[1]
    df, dx = f[:, None] - f, x[:, None] - x
    slack = ar.einsum("nmi,nmi->nm", df, dx - b * df)[np.triu_indices(len(x), 1)]
    return excess(-slack)


def along_starts(formula: Formula) -> tuple[Formula, Formula]:
    """a' y + b' T(y), the velocity on the path from y, and its derivative along y: formula times that of a y + b T(y)."""

    def speed(law: Law, t: Time, y: Points) -> Array:
        _, _, da, db = law.path(law.ar, t)
        return da * y + db * law.transport(y)

    def slope(law: Law, t: Time, y: Points) -> Array:
        a, b, _, _ = law.path(law.ar, t)
        return formula(law, t, a * y + b * law.transport(y)) @ (a * law.ar.eye(law.d) + b * law.hessian(y))

    return speed, slope


def rescaled(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) Dv at x_t."""
    return (1 - t) * proximal.slope(law, t, x)


def normal(law: Law, t: Time, x: Points) -> Array:
    """-n n^T, n = x/|x|: x0 is normal to the surface at T(x0), and so is x to a sphere about 0."""
    return -x[..., :, None] * x[..., None, :] / law.ar.einsum("...i,...i->...", x, x)[..., None, None]


def everywhere(law: Law, t: Time, x: Points) -> Array:
    """-I: contraction along the tangents too."""
    return -law.ar.eye(x.shape[-1])


def tangents(law: Law, t: Time, x: Points) -> Array:
    """-(I - n n^T): tangents for normals."""
    return everywhere(law, t, x) - normal(law, t, x)
