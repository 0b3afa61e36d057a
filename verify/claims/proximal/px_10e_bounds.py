"""The universal bound of optimal transport, for the spectrum."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Regime, Test, inequality
from verify.regimes.families import Bare
from verify.residuals.wrong import scaled

EVERY = Regime("every k >= 0", "every k >= 0, 0 < t < 1", Bare, ("t",), (("k",),))
SPECTRA = Regime("spectra", "k in [1/200, 4], t in [1/10, 9/10]", Bare, ((F(1, 10), F(9, 10)),), (((F(1, 200), 4),),))


def bounds(law: Law, t: Time, x: Points, clock: int = 0) -> Array:
    return np.stack([law.ar.array(-1), (1 - t) / t * t**clock])


def margin(formula: Formula, case: Case) -> Array:
    """What the eigenvalue for x = k is above the lower bound and below the upper."""
    return ((1 - case.t) * proximal.eigenvalue(case.ar, case.t, case.x[:, 0]) - case.value(formula)) * case.ar.array([1, -1])


def products(formula: Formula, case: Case) -> Array:
    """Less k/(1 - t + t k) and (1 - t)/(t (1 - t + t k)): neither is negative for k >= 0."""
    return margin(formula, case) - np.stack([case.x[0, 0], (1 - case.t) / case.t]) / (1 - case.t * (1 - case.x[0]))


claim = Claim(
    id="PX-10e",
    source="derived here; from the master formula PX-5e",
    says="Along every optimal path the eigenvalues of (1 - t) Dv lie between -1 and (1 - t)/t, whatever the target.",
    latex=r"-1\leq\lambda((1-t)Dv_t)\leq\frac{1-t}{t}",
    formula=bounds,
    tests=(Test("symbols", products, (EVERY,)), *inequality(margin, boxes=(SPECTRA,))),
    near_misses={"99 % of both": scaled(bounds, F(99, 100)), "at most 1 - t": partial(bounds, clock=1)},
)
