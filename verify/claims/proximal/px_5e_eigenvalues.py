"""The master formula for the spectrum: each eigenvalue of DT gives one of (1 - t) Dv."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.manifolds import STRETCHES, symbolic_quadratic
from verify.residuals.wrong import off, reversed_time
from verify.routes import conditional


def eigenvalue(law: Law, t: Time, x: Points, c: int = 1) -> Array:
    """(1 - t)(k - 1)/(1 - t + t k), k the derivative of T."""
    k = law.hessian(x)
    return (1 - t) * (k - c) / (1 - t + t * k)


def rescaled(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) E[x1 - x0 | x_t = x] for x1 = T(x0) = k x0 + T(0), by the most likely ends."""
    zero = 0 * law.ar.eye(1)
    pair = gaussian.deterministic(law.ar, [0], [[1]], law.transport(zero)[0], law.hessian(zero)[0])
    return (1 - t) * conditional.drift(pair, t, x)


claim = Claim(
    id="PX-5e",
    source="derived here; Proximal Operators, Section 4",
    says="An eigenvalue k >= 0 of the derivative of T at x0 gives (1 - t) Dv the eigenvalue (1 - t)(k - 1)/(1 - t + t k) at x_t.",
    latex=r"\lambda((1-t)Dv_t)=\frac{(1-t)(k-1)}{1-t+tk}",
    formula=eigenvalue,
    tests=derivative(rescaled, STRETCHES, (symbolic_quadratic(1),)),
    near_misses={
        "k for k - 1": lambda law, t, x: eigenvalue(law, t, x, 0),
        "t for 1 - t": reversed_time(eigenvalue),
        "not rescaled": lambda law, t, x: eigenvalue(law, t, x) / (1 - t),
        "1/k for k": lambda law, t, x: (1 - t) * (1 - law.hessian(x)) / ((1 - t) * law.hessian(x) + t),
        "off by 1e-9": off(eigenvalue),
    },
)
