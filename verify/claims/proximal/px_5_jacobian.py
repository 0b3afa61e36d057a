"""The Jacobian of the velocity along paths of optimal transport, by the derivative of the transport."""

from fractions import Fraction as F

from analytic import proximal
from verify.claim import Claim, equation
from verify.regimes.derived import at_one_point
from verify.regimes.manifolds import BALL, CIRCLE, ELLIPSOID, FLAT, FULL, SEGMENT, hurried, quick, symbolic_quadratic
from verify.residuals.transport import along_starts
from verify.residuals.wrong import halved, off, quotient

LAWS = (FULL, hurried(FULL), FLAT, CIRCLE, BALL, SEGMENT, *at_one_point((ELLIPSOID,), F(9, 10)))

claim = Claim(
    id="PX-5",
    source="derived here; Proximal Operators, Section 4",
    says="Along a path of optimal transport the Jacobian of the velocity is (a' + b' H)/(a + b H), H the derivative of T at x0.",
    latex=r"Dv_t(x_t)=(a'I+b'H)(aI+bH)^{-1},\quad H=DT(x_0)=\nabla^2\phi^*(x_0)\succeq 0",
    formula=proximal.jacobian,
    tests=equation(along_starts, LAWS, (symbolic_quadratic(2), symbolic_quadratic(1, quick)), along="x"),
    near_misses={
        "H not divided": quotient(lambda a, b, da, db, H: (da + db @ H, a + b)),
        "a and b exchanged below": quotient(lambda a, b, da, db, H: (da + db @ H, b + a @ H)),
        "b' forgotten": quotient(lambda a, b, da, db, H: (da, a + b @ H)),
        "halved": halved(proximal.jacobian),
        "off by 1e-9": off(proximal.jacobian),
    },
)
