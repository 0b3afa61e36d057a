"""The circle and the sphere with independent ends."""

from fractions import Fraction as F

from analytic import sphere
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Test
from verify.regimes.manifolds import SPHERES
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time
from verify.routes.conditional import mean_on_sphere


def concentrated(law: Law, t: Time, x: Points, over: int = 2, nu: F = F(0), power: int = 1) -> Array:
    """r (x/|x|) (I_d/2(k)/I_d/2-1(k))^power, k = t r |x|/(1 - t)^over, the order shifted by nu."""
    norm = law.ar.sqrt(law.ar.einsum("...i,...i->...", x, x))
    k = t * law.r * norm / (1 - t) ** over
    ratio = k * law.ar.bessel_quotient(F(law.d, 2) - 1 + nu, k * k)
    return (law.r / norm * (ratio if power == 1 else 1 / ratio))[..., None] * x


claim = Claim(
    id="PX-9",
    source="derived here; the circle of Proximal Operators, Figure 3, with independent ends",
    says="With independent ends on a sphere the best guess of x1 is r x/|x| times a ratio of Bessel functions of t r |x|/(1-t)^2.",
    latex=r"\mathrm{E}[x_1|x]=r\frac{x}{|x|}\frac{I_{d/2}(k)}{I_{d/2-1}(k)},\quad k=\frac{t\,r|x|}{(1-t)^2}",
    formula=sphere.denoiser,
    tests=(Test("balls", equals(mean_on_sphere), SPHERES),),
    near_misses={
        "ratio upside down": lambda law, t, x: concentrated(law, t, x, power=-1),
        "1 - t not squared": lambda law, t, x: concentrated(law, t, x, over=1),
        "order off by one half": lambda law, t, x: concentrated(law, t, x, nu=F(1, 2)),
        "t for 1 - t": reversed_time(sphere.denoiser),
        "off by 1e-9": off(sphere.denoiser),
    },
    note="Circle, sphere in R^3 (where the ratio is coth k - 1/k), sphere in R^5.",
)
