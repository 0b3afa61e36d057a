"""A whole family of stochastic equations with the same laws at each time."""

from analytic import interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes.interpolants import INTERPOLANTS_INSIDE
from verify.residuals.wrong import off


def lyapunov(formula: Formula) -> tuple[Formula, Formula]:
    """S' = J S + S J^T + 2 e I, J the slope of the drift, for e the square of the first coordinate of x."""

    def right(law: Law, t: Time, x: Points) -> Array:
        S = interpolant.moments(law, t)[2]
        JS = law.ar.einsum("...ij,jk->...ik", formula(law, t, x), S)
        return JS + JS.swapaxes(-1, -2) + 2 * (x[..., 0] * x[..., 0])[..., None, None] * law.ar.eye(len(S))

    return lambda law, t, x: interpolant.moments(law, t)[2] + 0 * x[..., :1, None], right


def slope(law: Law, t: Time, x: Points, factor: int = 2) -> Array:
    """d(u + e s)/dx."""
    u, S = interpolant.jacobian(law, t, x), interpolant.moments(law, t)[2]
    return u - factor * (x[..., 0] * x[..., 0])[..., None, None] / 2 * law.ar.solve(S, law.ar.eye(len(S)))


claim = Claim(
    id="FX-9m",
    source="Albergo, Boffi and Vanden-Eijnden 2023",
    says="Between Gaussians, with drift u + e s and noise sqrt(2 e) dW, the law at each time is the interpolant's, whatever e is.",
    latex=r"dX=(u+\varepsilon s)dt+\sqrt{2\varepsilon}\,dW:\quad\dot S=JS+SJ^T+2\varepsilon I,\ J=\nabla(u+\varepsilon s)",
    formula=slope,
    tests=equation(lyapunov, INTERPOLANTS_INSIDE, kinds=("rate", "autodiff", "differences")),
    near_misses={
        "sign of the score": lambda law, t, x: slope(law, t, x, -2),
        "half the score": lambda law, t, x: slope(law, t, x, 1),
        "off by 1e-9": off(slope),
    },
)
