"""Along the normals the contraction is not only terminal: it is exact at all times."""

from fractions import Fraction as F

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.manifolds import SHELL, SURFACES
from verify.residuals.wrong import off


def normally(formula: Formula, case: Case) -> Array:
    """(1 - t)(v(x_t + r x0) - v(x_t)) - formula r x0, r = 2/3: x0 is normal to the surface at x1; case.x is x0."""
    law, t, x0 = case.law, case.t, case.x
    x, r = proximal.flow(law, t, x0), case.ar.array(F(2, 3)) * x0
    change = proximal.velocity(law, t, x + r) - proximal.velocity(law, t, x)
    return (1 - t) * change - formula(law, t, x0) * r


def minus_one(law: Law, t: Time, x: Points) -> Array:
    return law.ar.array(-1)


claim = Claim(
    id="PX-6n",
    source="derived here; sharpens Proximal Operators, Theorem 4.4",
    says="Along the normals of a convex surface (1 - t) v falls with slope exactly -1, at every time and any distance outside.",
    latex=r"(1-t)\,(v_t(x_t+rn)-v_t(x_t))=-rn,\quad r\geq 0",
    formula=minus_one,
    tests=identity(normally, (*SURFACES, SHELL)),
    near_misses={
        "neutral": lambda law, t, x: law.ar.array(0),
        "-t, terminal only": lambda law, t, x: -t,
        "not rescaled": lambda law, t, x: -1 / (1 - t),
        "off by 1e-9": off(minus_one),
    },
)
