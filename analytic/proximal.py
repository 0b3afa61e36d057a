"""Optimal transport seen from the data: x1 is a proximal point, whatever the target; it needs no density.

    x_t = a x0 + b x1,   x1 = T(x0) = grad phi*(x0),   phi convex, possibly infinite off its domain
    x1 = prox_{(a/b) phi}(x_t / b),   prox_{s phi}(z) = argmin_y s phi(y) + |y - z|^2/2
    v(t, x) = (a'/a) x + (b' - b a'/a) x1,   Dv(t, x_t) = (a' I + b' H)(a I + b H)^-1,   H = DT(x0)

Letters: law a `Potential`, phi through its conjugate phi*, the transport T = grad phi*, its derivative H = D^2 phi* >= 0 and its
proximal map; a, b the path. x, y (..., d) any batch of points; t in [0, 1], a number or one per point; k >= 0 an eigenvalue of H.
Every closed convex K is a target on its boundary: phi the indicator of K, phi* its support function, prox the projection onto K.
Conditions: b > 0 for the proximal point (t > 0), a > 0 for velocities (t < 1). Off the support of p_t the proximal point is one
extension of many: no loss fixes it. Errors: ValueError at the door. Source: Proximal Operators, Lemma 2.1, Corollary 2.2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.path import Path, linear


@dataclass(frozen=True, eq=False, repr=False)
class Potential(Shown):
    ar: Arithmetic
    d: int
    conjugate: Callable[[Array], Array]  # phi*(y), (...)
    transport: Callable[[Array], Array]  # T(y) = grad phi*(y), (..., d)
    hessian: Callable[[Array], Array]  # H(y) = DT(y), (..., d, d), symmetric positive semidefinite
    prox: Callable[[Array, Array], Array]  # (s, z) -> prox_{s phi}(z), (..., d); s is (...) or a number, s >= 0
    path: Path = linear


def quadratic(ar: Arithmetic, matrix: Any, shift: Any, path: Path = linear) -> Potential:
    """T(y) = B y + c, phi*(y) = y.B y/2 + c.y, B positive semidefinite: N(0, I) to N(c, B^2), of any rank.

    phi is infinite off c + range(B); its proximal map is c + B (B + s I)^-1 (z - c), which needs B definite at s = 0, t = 1.

    >>> from analytic.arithmetic import float64
    >>> flat = quadratic(float64(), [[2, 0], [0, 0]], [0, 0])
    >>> print(denoiser(flat, 0.5, [[3.0, 1.0]]))
    [[4. 0.]]
    """
    B, c = door.array(ar, "matrix", matrix), door.array(ar, "shift", shift)
    if c.ndim != 1:
        raise ValueError(f"shift has shape {tuple(c.shape)}: it must be (d,)")
    d = c.shape[0]
    door.dimensions(d=d)
    door.finite(ar, "shift", c)
    door.shape("matrix", B, (d, d), "(d, d)")
    door.covariance(ar, "matrix", B, given=matrix)

    def prox(s: Array, z: Array) -> Array:
        return c + ar.solve(B + s[..., None, None] * ar.eye(d), z - c) @ B

    return Potential(
        ar,
        d,
        conjugate=lambda y: ar.einsum("...i,...i->...", y, y @ B / 2 + c),
        transport=lambda y: y @ B + c,
        hessian=lambda y: 0 * y[..., None] + B,
        prox=prox,
        path=path,
    )


@finite
def denoiser(law: Potential, t: Time, x: Points) -> Array:
    """x1 = prox_{(a/b) phi}(x/b), (..., d): the one data point whose path passes x at t, for x on a path. t > 0."""
    _, x, a, b, _, _ = _at(law, t, x)
    door.nonzero(law.ar, b, "b = 0: at t = 0 every data point starts paths from everywhere; take t > 0")
    return law.prox(law.ar.array(a / b), x / _row(law, b))


@finite
def source(law: Potential, t: Time, x: Points) -> Array:
    """x0 = (x - b x1)/a, (..., d): where the path through x started. 0 < t < 1."""
    _, x, a, b, _, _ = _at(law, t, x)
    _before_the_end(law, a)
    return (x - _row(law, b) * denoiser(law, t, x)) / _row(law, a)


@finite
def velocity(law: Potential, t: Time, x: Points) -> Array:
    """v(t, x) = (a'/a) x + (b' - b a'/a) prox_{(a/b) phi}(x/b), (..., d). 0 < t < 1."""
    _, x, a, b, da, db = _at(law, t, x)
    _before_the_end(law, a)
    return _row(law, da / a) * x + _row(law, db - b * da / a) * denoiser(law, t, x)


@finite
def flow(law: Potential, t: Time, y: Any) -> Array:
    """phi_t(y) = a y + b T(y), (..., d): the flow map from time 0 to time t."""
    _, y, a, b, _, _ = _at(law, t, y)
    return _row(law, a) * y + _row(law, b) * law.transport(y)


@finite
def flow_jacobian(law: Potential, t: Time, y: Any) -> Array:
    """D phi_t(y) = a I + b H(y), (..., d, d)."""
    _, y, a, b, _, _ = _at(law, t, y)
    return _row(law, a)[..., None] * law.ar.eye(law.d) + _row(law, b)[..., None] * law.hessian(y)


@finite
def slope(law: Potential, t: Time, y: Any) -> Array:
    """Dv(t, phi_t(y)) = (a' I + b' H)(a I + b H)^-1, (..., d, d), H = H(y): along the path that starts at y. t < 1."""
    _, y, a, b, da, db = _at(law, t, y)
    _before_the_end(law, a)
    H, eye = law.hessian(y), law.ar.eye(law.d)
    M = _row(law, a)[..., None] * eye + _row(law, b)[..., None] * H
    N = _row(law, da)[..., None] * eye + _row(law, db)[..., None] * H
    return law.ar.solve(M[..., None, :, :], N)  # M and N commute and are symmetric


@finite
def jacobian(law: Potential, t: Time, x: Points) -> Array:
    """dv_i/dx_j at x, (..., d, d): the slope along the path through x. 0 < t < 1."""
    return slope(law, t, source(law, t, x))


@finite
def eigenvalue(ar: Arithmetic, t: Time, k: Any, path: Path = linear) -> Array:
    """(a' + b' k)/(a + b k): the eigenvalue of Dv(t, x_t) for the eigenvalue k of DT(x0); linear path (k - 1)/(1 - t + t k).

    t and k numbers, or arrays that broadcast. Conditions: k >= 0, and t < 1 where k = 0; else ValueError.
    """
    t, k = door.times(ar, t), door.array(ar, "k", k)
    door.finite(ar, "k", k)
    a, b, da, db = path(ar, t)
    if (v := ar.floats(k)) is not None and (v < 0).any():
        raise ValueError(f"k = {float(v.min())} is negative: T is the gradient of a convex function, so DT has eigenvalues >= 0")
    below = a + b * k
    door.nonzero(ar, ar.array(below), "a + b k = 0: at t = 1 no finite eigenvalue belongs to k = 0; take t < 1")
    return (da + db * k) / below


def _row(law: Potential, a: Any) -> Array:
    """A number, or one per point as (..., 1), to multiply points."""
    a = law.ar.array(a)
    return a[..., None] if a.ndim else a


def _at(law: Potential, t: Time, x: Points) -> tuple[Array, Array, Array, Array, Array, Array]:
    t, x = door.batch(law.ar, t, x, law.d)
    return t, x, *law.path(law.ar, t)


def _before_the_end(law: Potential, a: Array) -> None:
    door.nonzero(law.ar, a, "a = 0: at t = 1 the velocity of an optimal path has no limit off the data; take t < 1")
