"""The Jacobian of the velocity along paths of optimal transport, by the derivative of the transport."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import proximal
from verify.claim import Claim, derivative
from verify.regimes.derived import at_one_point
from verify.regimes.manifolds import BALL, CIRCLE, ELLIPSOID, FLAT, FULL, SEGMENT, hurried, quick, symbolic_quadratic
from verify.residuals.wrong import halved, off, quotient

FAR = {2: ((F(6, 5), F(2, 5)), (-2, 1)), 3: ((2, F(2, 3), 3), (-1, -4, 1))}  # points x_t outside of b K
LAWS = (FULL, hurried(FULL), FLAT, CIRCLE, BALL, SEGMENT, *at_one_point((ELLIPSOID,), F(9, 10)))
REGIMES = tuple(replace(r, points=FAR[len(r.points[0])][: len(r.points)]) for r in LAWS)

claim = Claim(
    id="PX-5",
    source="derived here; Proximal Operators, Section 4",
    says="Along a path of optimal transport the Jacobian of the velocity is (a' + b' H)/(a + b H), H the derivative of T at x0.",
    latex=r"Dv_t(x_t)=(a'I+b'H)(aI+bH)^{-1},\quad H=DT(x_0)=\nabla^2\phi^*(x_0)\succeq 0",
    formula=proximal.jacobian,
    tests=derivative(proximal.velocity, REGIMES, (symbolic_quadratic(1), symbolic_quadratic(1, quick))),
    near_misses={
        "H not divided": quotient(lambda a, b, da, db, H: (da + db @ H, a + b)),
        "a and b exchanged below": quotient(lambda a, b, da, db, H: (da + db @ H, b + a @ H)),
        "b' forgotten": quotient(lambda a, b, da, db, H: (da, a + b @ H)),
        "halved": halved(proximal.jacobian),
        "off by 1e-9": off(proximal.jacobian),
    },
)
