"""Times drawn in proportion to the residual, taken for the best."""

import numpy as np

from analytic import floors, weights
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, Test, inequality
from verify.regimes import once
from verify.regimes.couplings import NARROW
from verify.routes.time_integrals import gradient_noise

REGIMES = once(NARROW)
by_residual: Formula = lambda pair: 4 * floors.independent_floor(pair)  # noqa: E731


def by_root(pair: Law) -> Array:
    return weights.least_noise(pair.ar, *(pair.ar.sqrt(pair.ar.array(S[0, 0])) for S in (pair.S0, pair.S1)))


def margin(formula: Formula, case: Case) -> Array:
    """What the noise with q in proportion to the root of V, and with uniform times, is above the formula."""
    return np.array([gradient_noise(case.law), gradient_noise(case.law, lambda t, _: 1)]) - case.value(formula)


claim = Claim(
    id="FX-38e",
    source="converse of FX-38d",
    says="Times drawn in proportion to the residual, where the gradient varies most, make the gradient least noisy.",
    latex=r"q=\frac{V}{\int Vdt}:\quad\int\frac{4V}{q}dt=4\int V\,dt=2\pi s_0s_1\leq 4(\int\sqrt{V}dt)^2",
    formula=by_residual,
    tests=inequality(margin, REGIMES),
    right_where=(Test("balls", lambda f, case: margin(f, case)[1], REGIMES),),  # as the noise with uniform times
    repairs={"in proportion to its root": by_root},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-38d",
    note="It gains nothing on uniform times, whose noise is 2 pi s0 s1 too.",
)
