"""What a mask leaves of the effect's own variance."""

from functools import partial

from analytic import causal_flows
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, Function, equation
from verify.regimes.causes import MASKED, MASKED_SYMBOLIC
from verify.residuals.flows import covariance


def determinant(pair: Law, t: Time) -> Array:
    S = covariance(pair, t)
    return S[0, 0] * S[1, 1] - S[0, 1] * S[1, 0]


def factor(pair: Law, t: Time, of: Function = determinant) -> Array:
    """(det S_t)^(1/4)."""
    return pair.ar.sqrt(pair.ar.sqrt(of(pair, t)))


def sides(formula: Formula) -> tuple[Formula, Formula]:
    """Its derivative is A_22 times itself."""
    return formula, lambda pair, t: causal_flows.masked_slope(pair, t, [[0, 0], [1, 0]])[1, 1] * formula(pair, t)


claim = Claim(
    id="FX-47m",
    source="derived here",
    says="Of two variables of variance 1 the masked velocity spreads the effect's own noise by (1 - r^2)^(1/4), not by its root.",
    latex=r"\frac{\partial x_2(1)}{\partial z_2}=(\det S)^{1/4}=(1-r^2)^{1/4}",
    formula=factor,
    tests=equation(sides, MASKED, MASKED_SYMBOLIC),
    near_misses={
        "the root": lambda pair, t: factor(pair, t) ** 2,
        "as if alone": partial(factor, of=lambda pair, t: covariance(pair, t)[1, 1] ** 2),
    },
    note="r = 4/5: .77460, where the law needs 3/5 for a triangular map.",
)
