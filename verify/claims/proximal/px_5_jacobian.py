"""The Jacobian of the velocity along paths of optimal transport, by the derivative of the transport."""

from fractions import Fraction as F

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes.derived import at_one_point
from verify.regimes.manifolds import BALL, CIRCLE, ELLIPSOID, FLAT, FULL, SEGMENT, hurried, quick, symbolic_quadratic
from verify.residuals.wrong import halved, off, quotient

LAWS = (FULL, hurried(FULL), FLAT, CIRCLE, BALL, SEGMENT, *at_one_point((ELLIPSOID,), F(9, 10)))


def along_starts(formula: Formula) -> tuple[Formula, Formula]:
    """a' y + b' T(y), the velocity where the path from y is at t, and its derivative along y: formula times that of a y + b T(y)."""

    def speed(law: Law, t: Time, y: Points) -> Array:
        _, _, da, db = law.path(law.ar, t)
        return da * y + db * law.transport(y)

    def slope(law: Law, t: Time, y: Points) -> Array:
        a, b, _, _ = law.path(law.ar, t)
        return formula(law, t, a * y + b * law.transport(y)) @ (a * law.ar.eye(law.d) + b * law.hessian(y))

    return speed, slope


claim = Claim(
    id="PX-5",
    source="derived here; Proximal Operators, Section 4",
    says="Along a path of optimal transport the Jacobian of the velocity is (a' + b' H)/(a + b H), H the derivative of T at x0.",
    latex=r"Dv_t(x_t)=(a'I+b'H)(aI+bH)^{-1},\quad H=DT(x_0)=\nabla^2\phi^*(x_0)\succeq 0",
    formula=proximal.jacobian,
    tests=equation(along_starts, LAWS, (symbolic_quadratic(1), symbolic_quadratic(1, quick)), along="x"),
    near_misses={
        "H not divided": quotient(lambda a, b, da, db, H: (da + db @ H, a + b)),
        "a and b exchanged below": quotient(lambda a, b, da, db, H: (da + db @ H, b + a @ H)),
        "b' forgotten": quotient(lambda a, b, da, db, H: (da, a + b @ H)),
        "halved": halved(proximal.jacobian),
        "off by 1e-9": off(proximal.jacobian),
    },
)
