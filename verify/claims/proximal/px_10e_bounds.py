"""The universal bound of optimal transport, for the spectrum."""

from fractions import Fraction as F

import numpy as np

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Regime, inequality
from verify.regimes.manifolds import Bare

SPECTRA = Regime("spectra", "k in [1/10, 4], t in [1/10, 9/10]", Bare, ((F(1, 10), F(9, 10)),), (((F(1, 10), F(4)),),))


def bounds(law: Law, t: Time, x: Points, low: int = -1) -> Array:
    """-1 and (1 - t)/t."""
    return np.stack([law.ar.array(low), (1 - t) / t])


def margin(formula: Formula, case: Case) -> Array:
    """What the eigenvalue of (1 - t) Dv exceeds the lower bound by, and what it lacks to the upper; x is k."""
    value = (1 - case.t) * proximal.eigenvalue(case.ar, case.t, case.x)
    low, high = case.value(formula)
    return np.stack([value - low, high - value])


claim = Claim(
    id="PX-10e",
    source="derived here; from the master formula PX-5e",
    says="Along every optimal path the eigenvalues of (1 - t) Dv lie between -1 and (1 - t)/t, whatever the target.",
    latex=r"-1\leq\lambda((1-t)Dv_t)\leq\frac{1-t}{t}",
    formula=bounds,
    tests=inequality(margin, boxes=(SPECTRA,)),
    near_misses={
        "at least -1/2": lambda law, t, x: bounds(law, t, x) + law.ar.array([F(1, 2), 0]),
        "at most half of it": lambda law, t, x: bounds(law, t, x) * law.ar.array([1, F(1, 2)]),
        "at most 1 - t": lambda law, t, x: bounds(law, t, x) * (t * law.ar.array([0, 1]) + law.ar.array([1, 0])),
    },
)
