"""The bend of trajectories, taken to show what x_t leaves open, on every path."""

from functools import partial

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Claim, Formula, Outcome, Standing, equation, identity
from verify.claims.field.fx_23_acceleration import along_flow
from verify.claims.field.fx_23_trigonometric import SAME
from verify.regimes import PAIR_ALIGNED, along, timed, when
from verify.residuals import equals
from verify.routes import conditional

REGIMES = when((SAME, *along((PAIR_ALIGNED,), trigonometric)), lambda t: 0 < t < 1 / 2)


def shown(pair: Law, t: Time, *x: Points) -> Array:
    """B of the acceleration m'' - B s on the trigonometric path: x_t'' = -(pi/2)^2 x_t takes (pi/2)^2 S_t from Cov[x_t' | x_t]."""
    return gaussian.residual_covariance(pair, t) - (pair.ar.pi() / 2) ** 2 * gaussian.moments(pair, t)[2]


def bend(B: Formula, pair: Law, t: Time, x: Points) -> Array:
    own = -((pair.ar.pi() / 2) ** 2) * gaussian.moments(pair, t)[0]
    return own - pair.ar.einsum("ij,nj->ni", B(pair, t, x), gaussian.score(pair, t, x))


claim = Claim(
    id="FX-44b",
    source="converse of FX-44, and beyond its path",
    says="What x_t leaves open of x_t' is what bends the trajectories, on every path: where none bends, nothing is left open.",
    latex=r"\partial_tv+(\nabla v)v-m_t''=-B_ts\ \Rightarrow\ B_t=\mathrm{Cov}[x_t'\mid x_t]",
    formula=shown,
    tests=identity(equals(conditional.pair_residual_covariance), timed(REGIMES)),
    right_where=equation(lambda f: along_flow(partial(bend, f)), REGIMES, kinds=("rate",)),  # as what bends them
    repairs={"and what bends the path itself": lambda pair, t, *x: gaussian.residual_covariance(pair, t)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-44",
)
