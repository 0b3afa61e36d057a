"""The lower bound holds without optimal transport."""

from typing import Any

from analytic import mixture
from verify.claim import Case, Claim, Test
from verify.regimes.manifolds import MODES, MODES_2D
from verify.targets import definite
from verify.variants import halved


def minus_one(law: Any, t: Any, x: Any) -> Any:
    return law.ar.array(-1) + 0 * x[..., 0]


def margin(formula: Any, case: Case) -> Any:
    """What (1 - t) v' exceeds the formula by, on a line."""
    return (1 - case.t) * mixture.jacobian(case.law, case.t, case.x)[..., 0, 0] - formula(case.law, case.t, case.x)


claim = Claim(
    id="PX-11",
    source="derived here; D E[x1|x] is a covariance (FX-2)",
    says="From a Gaussian source no eigenvalue of (1 - t) Dv is below -1, for any target and independent ends.",
    latex=r"\lambda((1-t)Dv_t)\geq-1",
    formula=minus_one,
    tests=(Test("boxes", margin, (MODES,)), Test("balls", definite, (MODES_2D,))),
    near_misses={
        "-1/2": halved(minus_one),
        "-t": lambda law, t, x: minus_one(law, t, x) * t,
    },
    note="On a line for all x in [1/2, 3/2] and t in [3/8, 7/16]. In the plane at points, S0 no multiple of I.",
)
