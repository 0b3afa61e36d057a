"""The slope of the velocity along a linear coupling."""

from analytic import coupling
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, derivative, identity
from verify.regimes.couplings import HALF_TURN, OPTIMAL_LINES, TURNED_LINES, ends, symbolic_lines
from verify.residuals.wrong import off, reversed_time, transposed

LINES = (OPTIMAL_LINES, *TURNED_LINES)


def residual(formula: Formula, case: Case) -> Array:
    """J (x_t - y_t) less (x1 - x0) - (y1 - y0), pair by pair, for the pairs that start at the unit vectors and at 0."""
    unit = case.ar.eye(case.x.shape[-1])
    (xt, x0, x1), (yt, y0, y1) = (ends(case.law, case.t, start) for start in (unit, 0 * unit))
    return case.ar.einsum("nij,kj->nki", case.value(formula), xt - yt) - ((x1 - x0) - (y1 - y0))


def no_inverse(law: Law, t: Time, x: Points) -> Array:
    return law.T - law.ar.eye(len(law.m0)) + 0 * x[..., None]


claim = Claim(
    id="RF-1j",
    source="Gradient Variance, Lemma 1 and Proposition 1",
    says="Along a linear coupling the velocity has the slope Theta (I + t Theta)^-1, the same at every x, where no two lines meet.",
    latex=r"\nabla v=\Theta(I+t\Theta)^{-1},\quad\Theta=T-I",
    formula=coupling.jacobian,
    tests=(
        *identity(residual, (*LINES, HALF_TURN), (symbolic_lines(1), symbolic_lines(2))),
        *derivative(coupling.drift, LINES[:2]),
    ),
    near_misses={
        "inverse forgotten": no_inverse,
        "t for 1 - t": reversed_time(coupling.jacobian),
        "transposed": transposed(coupling.jacobian),
        "off by 1e-9": off(coupling.jacobian),
    },
)
