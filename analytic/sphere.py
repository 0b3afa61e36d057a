"""The uniform law on a sphere, its ends independent: what flow matching learns there without optimal transport.

    E[x1 | x_t = x] = r (x/|x|) I_{d/2}(k)/I_{d/2-1}(k),   k = b r |x|/a^2,   I the modified Bessel functions

x1 given x_t = x has the von Mises-Fisher law of concentration k about x/|x|. The formulas take k^2, which is smooth at x = 0:
E[x1 | x_t = x] = r c g(k^2) x, c = b r/a^2, g = g_nu, nu = d/2 - 1, g_nu(k^2) = I_{nu+1}(k)/(k I_nu(k)), `ar.bessel_quotient`.
Letters: law a `Sphere`; x (..., d) any batch of points; t in [0, 1), a number or one per point; r > 0 the radius; a, b the path.
No symbols. Errors: ValueError at the door. Source: derived here; Proximal Operators, Figure 3 shows the circle.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.manifold import positive
from analytic.path import Path, linear


@dataclass(frozen=True, eq=False, repr=False)
class Sphere(Shown):
    """x0 ~ N(0, I) and x1 uniform on the sphere of radius r about 0 in R^d, independent."""

    ar: Arithmetic
    d: int
    r: Array
    path: Path = linear


def sphere(ar: Arithmetic, d: int, radius: Any, path: Path = linear) -> Sphere:
    """The law of two independent ends in R^d, d >= 1; d = 1 is the two points +-r."""
    return Sphere(ar, door.count("d", d, least=1), positive(ar, "radius", radius), path)


@finite
def denoiser(law: Sphere, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x] = r (x/|x|) I_{d/2}(k)/I_{d/2-1}(k), k = b r |x|/a^2, (..., d). t < 1."""
    x, c, q, _, _ = _spread(law, t, x)
    return _times(law, law.r * c * law.ar.bessel_quotient(Fraction(law.d, 2) - 1, q), x)


@finite
def velocity(law: Sphere, t: Time, x: Points) -> Array:
    """(a'/a) x + (b' - b a'/a) E[x1 | x], (..., d). t < 1."""
    x, _, _, back, out = _spread(law, t, x)
    return _times(law, back, x) + _times(law, out, denoiser(law, t, x))


@finite
def jacobian(law: Sphere, t: Time, x: Points) -> Array:
    """dv/dx = (a'/a) I + (b' - b a'/a) D, (..., d, d); D = dE[x1 | x]/dx = r c (g I + c^2 g (g+ - g) x x^T), g+ = g_{nu+1}."""
    x, c, q, back, out = _spread(law, t, x)
    nu = Fraction(law.d, 2) - 1
    g, up = law.ar.bessel_quotient(nu, q), law.ar.bessel_quotient(nu + 1, q)
    eye, xx = law.ar.eye(law.d) + 0 * x[..., None], x[..., :, None] * x[..., None, :]
    D = _times(law, law.r * c * g, eye, 2) + _times(law, law.r * c * c * c * g * (up - g), xx, 2)
    return _times(law, back, eye, 2) + _times(law, out, D, 2)


def _spread(law: Sphere, t: Time, x: Points) -> tuple[Array, ...]:
    """x, c = b r/a^2, k^2 = c^2 |x|^2, a'/a and b' - b a'/a."""
    ar = law.ar
    t, x = door.batch(ar, t, x, law.d)
    a, b, da, db = law.path(ar, t)
    door.nonzero(ar, ar.array(a), "a = 0: at t = 1 every point off the sphere has density 0; take t < 1")
    c = b * law.r / (a * a)
    return x, c, c * c * ar.einsum("...i,...i->...", x, x), da / a, db - b * da / a


def _times(law: Sphere, f: Any, values: Array, axes: int = 1) -> Array:
    """A number, or one per point, times a vector or a matrix per point."""
    return law.ar.array(f)[(..., *[None] * axes)] * values
