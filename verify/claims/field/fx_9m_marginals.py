"""A whole family of stochastic equations with the same laws at each time."""

from functools import partial

from analytic import interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes.interpolants import INTERPOLANTS_INSIDE, below, moments
from verify.residuals.wrong import off


def drifts(law: Law, t: Time, x: Points, factor: int = 2) -> Array:
    """The drift at 0 and at the unit vectors, (n, 1 + d, d), for e the square of the first coordinate of x."""
    points = below(law, 0 * x[0], law.ar.eye(x.shape[-1])) + 0 * x[:, None]
    return interpolant.sde_drift(law, factor * (x[:, :1] * x[:, :1])[..., None] / 2 + 0 * points[..., :1], t, points)


def fokker_planck(formula: Formula) -> tuple[Formula, Formula]:
    """m' = f(m) and S' = J S + S J^T + 2 e I, J the slope of the drift f; S below m."""

    def right(law: Law, t: Time, x: Points) -> Array:
        v, (m, S) = formula(law, t, x), moments(law, t)
        JS = law.ar.einsum("nji,jk->nik", (J := v[:, 1:] - v[:, :1]), S)
        spread = JS + JS.swapaxes(-1, -2) + 2 * (x[:, :1] * x[:, :1])[..., None] * law.ar.eye(len(S))
        return below(law, v[:, 0] + law.ar.einsum("nji,j->ni", J, m), spread)

    return lambda law, t, x: below(law, *moments(law, t)) + 0 * x[..., :1, None], right


claim = Claim(
    id="FX-9m",
    source="Albergo, Boffi and Vanden-Eijnden 2023",
    says="Between Gaussians, with drift u + e s and noise sqrt(2 e) dW, the law at each time is the interpolant's, whatever e is.",
    latex=r"dX=(u+\varepsilon s)dt+\sqrt{2\varepsilon}\,dW:\quad\dot m=(u+\varepsilon s)(m),\ \dot S=JS+SJ^T+2\varepsilon I",
    formula=drifts,
    tests=equation(fokker_planck, INTERPOLANTS_INSIDE),
    near_misses={"half the score": partial(drifts, factor=1), "no score": partial(drifts, factor=0), "off by 1e-9": off(drifts)},
)
