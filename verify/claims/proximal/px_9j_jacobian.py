"""The Jacobian on a sphere with independent ends."""

from dataclasses import replace

from analytic import sphere
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Test, derivative
from verify.regimes.manifolds import SPHERES, hurried
from verify.residuals import equals
from verify.residuals.wrong import halved, off
from verify.routes.conditional import covariance_on_sphere


def by_angles(law: Law, t: Time, x: Points) -> Array:
    """a' D E[x0 | x] + b' D E[x1 | x], from integrals over angles: D E[x1 | x] = b/a^2 Cov, D E[x0 | x] = (I - b D E[x1 | x])/a."""
    a, b, da, db = law.path(law.ar, t[()])
    D = b / a**2 * covariance_on_sphere(law, t, x)
    return da * (law.ar.eye(law.d) - b * D) / a + db * D


def isotropic(law: Law, t: Time, x: Points) -> Array:
    """The tangential slope in every direction."""
    v = sphere.velocity(law, t, x)
    return (law.ar.einsum("...i,...i->...", v, x) / law.ar.einsum("...i,...i->...", x, x))[..., None, None] * law.ar.eye(law.d)


claim = Claim(
    id="PX-9j",
    source="derived here; the circle of Proximal Operators, Figure 3, with independent ends",
    says="There the Jacobian of the best guess has one eigenvalue along x and one for all directions across, by Bessel ratios.",
    latex=r"Dv=\frac{D\mathrm{E}[x_1|x]-I}{1-t},\quad D\mathrm{E}[x_1|x]=rc\,(g\,I+c^2g(g_+-g)\,xx^T),\quad c=\frac{tr}{(1-t)^2}",
    formula=sphere.jacobian,
    tests=(Test("balls", equals(by_angles), (*SPHERES, hurried(SPHERES[0]))), *derivative(sphere.velocity, SPHERES)),
    near_misses={
        "isotropic": isotropic,
        "another radius": lambda law, t, x: sphere.jacobian(replace(law, r=law.r * 2), t, x),
        "halved": halved(sphere.jacobian),
        "off by 1e-9": off(sphere.jacobian),
    },
)
