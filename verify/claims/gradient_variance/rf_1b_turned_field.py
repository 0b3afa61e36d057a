"""The same field for a coupling that is turned first, with the condition that it needs."""

from dataclasses import replace

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.claims.gradient_variance.rf_1_optimal_field import no_inverse, residual
from verify.regimes.couplings import TURNED_LINES
from verify.residuals.flows import along_the_path
from verify.residuals.wrong import off


def optimal(law: Law, t: Time, x: Points) -> Array:
    """The field without the turn: M^1/2 for M^1/2 R."""
    return coupling.drift(replace(law, T=law.ar.sqrtm(law.T @ law.T.T)), t, x)


def turned_back(law: Law, t: Time, x: Points) -> Array:
    return coupling.drift(replace(law, T=law.T.T), t, x)


claim = Claim(
    id="RF-1b",
    source="Gradient Variance, Lemma 1 with a rotation R; the condition is derived here",
    says="With x0 turned by R first the same formula holds, if M^1/2 R has no negative real eigenvalue.",
    latex=r"v(t,x)=\theta+\Theta_R(I+t\Theta_R)^{-1}(x-t\theta),\quad\Theta_R=M^{1/2}R-I",
    formula=coupling.drift,
    tests=(*identity(residual, TURNED_LINES), *equation(along_the_path(coupling.position), TURNED_LINES)),
    near_misses={
        "turn forgotten": optimal,
        "transposed": turned_back,
        "inverse forgotten": no_inverse,
        "off by 1e-9": off(coupling.drift),
    },
    note="An eigenvalue -l makes I + t Theta singular at t = 1/(1 + l), where lines meet: at t = 1/2 for a half turn of N(0, I).",
)
