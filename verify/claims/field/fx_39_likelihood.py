"""The likelihood of data by the flow, in both directions."""

from dataclasses import replace
from typing import Any

from analytic import likelihood
from analytic.arithmetic import Array, Law
from verify.claim import Claim, equation, identity
from verify.regimes import LINE, PAIR, PAIR_CORRELATED, PAIR_TURNED, when
from verify.residuals.likelihoods import growth, there_and_back
from verify.residuals.wrong import halved, negated, off

INSIDE = when((PAIR, PAIR_TURNED, replace(LINE, points=LINE.points[:2])), lambda t: 4 * t == 1)
JOINT = when((PAIR_CORRELATED,), lambda t: 0 < t < 1)


def log_det(law: Law, *at: Any) -> Array:
    """From s to t, or from the data."""
    return likelihood.log_det(law, *(at if len(at) == 3 else (1, *at)))


claim = Claim(
    id="FX-39",
    source="Chen et al. 2018, instantaneous change of variables; Grathwohl et al. 2019",
    says="Data are as likely as their latents, times the volume that the flow from the data stretches; there and back it is one.",
    latex=r"\log p_1(x)=\log p_t(y)+\log|\det D\phi_{1\to t}(x)|=\log p_t(y)-\log|\det D\phi_{t\to 1}(y)|",
    formula=log_det,
    tests=(
        *equation(growth, (*INSIDE, *JOINT), kinds=("rate",)),
        *identity(there_and_back, INSIDE),
    ),
    near_misses={"sign": negated(log_det), "half": halved(log_det), "off by 1e-9": off(log_det)},
    note="Of Gaussian ends the rate is that of any coupling, though few of their flow maps are closed.",
)
