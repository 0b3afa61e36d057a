"""Targets on manifolds with closed forms: balls, ellipsoids and bodies with corners by their support functions, segments.

    surface of a convex K: phi*(y) = h(y) = max_{x in K} x.y,  T(y) = grad h(y),  prox_{s phi} = the projection onto K for every s
    ball: h = c.y + r |y|;  ellipsoid {x.Q^-1 x <= 1}: h = sqrt(y.Q y);  half disc: h = |(y_1, max(y_2, 0))|
    segment: the uniform law on [-r, r] x {0}, T(y) = (r (2 Phi(y_1) - 1), 0, ...)

The law on a surface is the image of N(0, I) under T: uniform on a sphere. Each returns a `Potential` (see proximal.py).
Letters: c (d,) the centre, r > 0 the radius, Q (d, d) positive definite. Off the centre: T(y) is not defined where h has a kink.
Errors: ValueError at the door. Source: Proximal Operators, Section 4 (theory); the support functions are derived here.
"""

from typing import Any

from analytic import door
from analytic.arithmetic import Arithmetic, Array
from analytic.path import Path, linear
from analytic.proximal import Potential

KINK = "y = 0: every point of the surface is optimal there; take y != 0"


def ball(ar: Arithmetic, centre: Any, radius: Any, path: Path = linear) -> Potential:
    """The sphere of this radius: T(y) = c + r n, H = r (I - n n^T)/|y|, n = y/|y|; prox(z) = c + e r/max(r, |e|), e = z - c."""
    c, r = door.array(ar, "centre", centre), positive(ar, "radius", radius)
    if c.ndim != 1:
        raise ValueError(f"centre has shape {tuple(c.shape)}: it must be (d,)")
    d = c.shape[0]
    door.dimensions(d=d)
    door.finite(ar, "centre", c)

    def hessian(y: Array) -> Array:
        n = _direction(ar, y)
        return r * (ar.eye(d) - _outer(n, n)) / _length(ar, y)[..., None, None]

    def prox(s: Array, z: Array) -> Array:
        return c + (z - c) * r / _larger(r, _length(ar, z - c))[..., None]

    return Potential(
        ar,
        d,
        conjugate=lambda y: ar.einsum("...i,i->...", y, c) + r * _length(ar, y),
        transport=lambda y: c + r * _direction(ar, y),
        hessian=hessian,
        prox=prox,
        path=path,
    )


def ellipsoid(ar: Arithmetic, matrix: Any, path: Path = linear) -> Potential:
    """The surface {x.Q^-1 x = 1}: T(y) = Q y/h, H = Q/h - Q y y^T Q/h^3, h = sqrt(y.Q y).

    prox(z) = Q (Q + m I)^-1 z, m >= 0 the root of z.(Q + m I)^-1 Q (Q + m I)^-1 z = 1, and m = 0 for z inside.
    """
    Q = door.square(ar, "matrix", matrix, definite=True)
    d = len(Q)
    eye = ar.eye(d)

    def support(y: Array) -> Array:
        h2 = ar.einsum("...i,...i->...", y @ Q, y)
        door.nonzero(ar, h2, KINK)
        return ar.sqrt(h2)

    def hessian(y: Array) -> Array:
        h, q = support(y)[..., None, None], y @ Q
        return Q / h - _outer(q, q) / h**3

    def prox(s: Array, z: Array) -> Array:
        def at(m: Array) -> tuple[Array, Array]:
            w = ar.solve(Q + m[..., None, None] * eye, z)
            return w, ar.einsum("...i,...i->...", w @ Q, w)

        def f(m: Array) -> list[Array]:  # nearly linear in m
            return [1 / ar.sqrt(at(m)[1]), -level]

        def df(m: Array) -> Array:
            w, g = at(m)
            return ar.einsum("...i,...i->...", w @ Q, ar.solve(Q + m[..., None, None] * eye, w)) / (g * ar.sqrt(g))

        reach = ar.sqrt(ar.einsum("ii->", Q) * ar.einsum("...i,...i->...", z, z))
        inner = at(ar.array(0 * reach))[1]
        door.nonzero(ar, inner, "x = 0: no optimal path passes the centre of an ellipsoid; take x != 0")
        level = ar.sqrt(_larger(ar.array(1), 1 / inner))  # max(1, (z.Q^-1 z)^-1/2)
        m = ar.root(f, df, ar.array(0 * reach)[..., None], ar.array(reach)[..., None])
        return ar.solve(Q + m[..., None, None] * eye, z) @ Q

    return Potential(ar, d, support, lambda y: y @ Q / support(y)[..., None], hessian, prox, path)


def half_disc(ar: Arithmetic, path: Path = linear) -> Potential:
    """The unit half disc {|x| <= 1, x_2 >= 0}: T(y) = u/|u|, u = (y_1, max(y_2, 0)); the two corners carry half of the mass.

    H = (I - n n^T)/|y| above the line y_2 = 0, and 0 below it; on it h has a kink in its derivative, and H is refused.
    """
    disc, e1, e2 = ball(ar, [0, 0], 1), ar.array([1, 0]), ar.array([0, 1])

    def above(y: Array) -> Array:
        return e1 * y + e2 * (y + abs(y)) / 2

    def hessian(y: Array) -> Array:
        door.nonzero(ar, y[..., 1], "y_2 = 0: DT jumps there, from an arc to a corner; take y_2 != 0")
        side = (1 + y[..., 1] / abs(y[..., 1])) / 2
        return side[..., None, None] * disc.hessian(above(y))

    return Potential(
        ar,
        2,
        conjugate=lambda y: disc.conjugate(above(y)),
        transport=lambda y: disc.transport(above(y)),
        hessian=hessian,
        prox=lambda s, z: disc.prox(s, above(z)),
        path=path,
    )


def segment(ar: Arithmetic, radius: Any, d: int = 2, path: Path = linear) -> Potential:
    """The uniform law on [-r, r] times {0}: T(y) = (r (2 Phi(y_1) - 1), 0, ...), H = 2 r p(y_1) e_1 e_1^T, p the normal density.

    prox_{s phi}(z) = T(y), y the root of s y + r (2 Phi(y) - 1) = z_1. s > 0.
    """
    r = positive(ar, "radius", radius)
    d = door.count("d", d, least=1)
    e = ar.array([1, *[0] * (d - 1)])

    def halves(y: Array) -> list[Array]:  # r Phi(y) and -r Phi(-y), whose sum is r (2 Phi(y) - 1)
        return [side * r * ar.erfc(-side * y / ar.sqrt(ar.array(2))) / 2 for side in (1, -1)]

    def odd(y: Array) -> Array:
        return sum(halves(y))

    def density(y: Array) -> Array:
        return 2 * r * ar.exp(-y * y / 2) / ar.sqrt(2 * ar.pi())

    def prox(s: Array, z: Array) -> Array:
        door.nonzero(ar, s, "s = 0: at t = 1 the proximal point is z itself on the segment; take t < 1")
        z = z[..., 0]
        y = ar.root(lambda y: [s * y, *halves(y), -z], lambda y: s + density(y), ((z - r) / s)[..., None], ((z + r) / s)[..., None])
        return odd(y)[..., None] * e

    return Potential(
        ar,
        d,
        conjugate=lambda y: y[..., 0] * odd(y[..., 0]) + density(y[..., 0]),
        transport=lambda y: odd(y[..., 0])[..., None] * e,
        hessian=lambda y: density(y[..., 0])[..., None, None] * _outer(e, e),
        prox=prox,
        path=path,
    )


def positive(ar: Arithmetic, name: str, value: Any) -> Array:
    r = door.array(ar, name, value)
    door.shape(name, r, (), "a number")
    door.finite(ar, name, r)
    if (v := ar.floats(r)) is not None and not v > 0:
        raise ValueError(f"{name} = {float(v)}: it must be positive")
    return r


def _length(ar: Arithmetic, y: Array) -> Array:
    return ar.sqrt(ar.einsum("...i,...i->...", y, y))


def _direction(ar: Arithmetic, y: Array) -> Array:
    length = _length(ar, y)
    door.nonzero(ar, length, KINK)
    return y / length[..., None]


def _larger(r: Array, length: Array) -> Array:
    return (r + length + abs(r - length)) / 2


def _outer(u: Array, v: Array) -> Array:
    return u[..., :, None] * v[..., None, :]
