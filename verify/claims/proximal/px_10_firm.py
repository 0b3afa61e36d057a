"""The universal bound of optimal transport, for the map itself."""

from analytic import proximal, sphere
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.manifolds import CLOSE, FLAT, FULL, HALF_DISC, SEGMENT, hurried
from verify.residuals.transport import firm
from verify.residuals.wrong import mixed, negated


def independent(law: Law, t: Time, x: Points) -> Array:
    """E[x1 | x] for a sphere of radius 1 with independent ends."""
    return sphere.denoiser(sphere.sphere(law.ar, law.d, 1), t, x)


claim = Claim(
    id="PX-10",
    source="derived here; a proximal map is firmly nonexpansive",
    says="For every optimal coupling <x1 - y1, x_t - y_t> >= b |x1 - y1|^2: the guess of x1 is increasing and 1/b-Lipschitz.",
    latex=r"\langle x_1-y_1,\,x_t-y_t\rangle\geq b_t|x_1-y_1|^2,\quad 0\preceq D\hat x_1\preceq\frac{1}{b_t}I",
    formula=proximal.denoiser,
    tests=identity(firm, (*CLOSE, hurried(FULL), FLAT, SEGMENT, HALF_DISC)),
    near_misses={
        "independent ends": independent,
        "twice as steep": lambda law, t, x: 2 * proximal.denoiser(law, t, x),
        "x for x/b": mixed(lambda a, b, da, db, x, p: x * 2 / b),
        "decreasing": negated(proximal.denoiser),
    },
    note="It is a property of OT that samples can be tested for: independent ends break it near the centre of the circle.",
)
