"""The velocity of the optimal coupling of N(0, I) and N(mu, M)."""

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, equation, identity
from verify.regimes.couplings import OPTIMAL_LINES, ends, symbolic_lines
from verify.regimes.given import given
from verify.residuals.flows import along_the_path
from verify.residuals.transport import carried
from verify.residuals.wrong import off, reversed_time


def residual(formula: Formula, case: Case) -> Array:
    """v at x_t less x1 - x0, pair by pair."""
    xt, x0, x1 = ends(case.law, case.t, case.x)
    return formula(case.law, case.t, xt) - (x1 - x0)


def no_inverse(law: Law, t: Time, x: Points) -> Array:
    away = x - ((1 - t) * law.m0 + t * law.m1)
    return law.m1 - law.m0 + law.ar.einsum("ij,...j->...i", law.T - law.ar.eye(len(law.m0)), away)


claim = Claim(
    id="RF-1",
    source="Gradient Variance, Lemma 1",
    says="Along the optimal coupling of two Gaussians the velocity is affine in x, with one matrix inverse.",
    latex=r"v(t,x)=\theta+\Theta(I+t\Theta)^{-1}(x-t\theta),\quad\theta=\mu,\ \Theta=M^{1/2}-I",
    formula=coupling.drift,
    tests=(
        *identity(residual, (OPTIMAL_LINES,), (symbolic_lines(1), symbolic_lines(2))),
        *identity(carried, given((OPTIMAL_LINES,)), floats=False),
        *equation(along_the_path(coupling.position), (OPTIMAL_LINES,)),
    ),
    near_misses={"inverse forgotten": no_inverse, "t for 1 - t": reversed_time(coupling.drift), "off by 1e-9": off(coupling.drift)},
    note="At t = 1 it needs M > 0.",
)
