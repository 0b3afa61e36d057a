"""The lower bound holds without optimal transport."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity, inequality
from verify.claims.field.fx_2_tweedie import OPEN
from verify.regimes import symbolic_mixture
from verify.regimes.manifolds import MODES, MODES_2D
from verify.residuals.bounds import definite, two_modes
from verify.residuals.wrong import halved
from verify.routes import conditional


def minus_one(law: Law, t: Time, x: Points) -> Array:
    return law.ar.array(-1)


def leftover(formula: Formula, case: Case) -> Array:
    """(1 - t) Dv - formula I - t/(1 - t)^2 Cov(x1 | x) S0^-1; the last is similar to a covariance: no negative eigenvalue."""
    law, t, x = case.law, case.t, case.x
    spread = t / (1 - t) ** 2 * law.ar.solve(law.S0, conditional.denoiser_covariance(law, t, x))
    return (1 - t) * mixture.jacobian(law, t, x) - spread - case.value(formula) * law.ar.eye(x.shape[-1])


EVERYWHERE = identity(leftover, OPEN, (symbolic_mixture(1, 2), symbolic_mixture(2, 1)), floats=False)
claim = Claim(
    id="PX-11",
    source="derived here; D E[x1|x] is a covariance (FX-2)",
    says="From a Gaussian source no eigenvalue of (1 - t) Dv is below -1, for any target and independent ends.",
    latex=r"\lambda((1-t)Dv_t)\geq-1",
    formula=minus_one,
    tests=(*EVERYWHERE, *inequality(two_modes, boxes=(MODES,)), *inequality(definite, (MODES_2D,))),
    near_misses={"-1/2": halved(minus_one), "-t": lambda law, t, x: minus_one(law, t, x) * t},
    note=f"Symbols: every mixture of two on a line, every Gaussian in the plane. The box is {MODES.about}.",
)
