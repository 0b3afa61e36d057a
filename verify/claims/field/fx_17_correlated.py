"""Gaussian ends with any correlation."""

from fractions import Fraction as F

from analytic import gaussian
from analytic.arithmetic import Array, Law
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import COUPLED, PAIR_CORRELATED, PAIR_TURNED, at_one_point, symbolic_pair
from verify.residuals import equals
from verify.residuals.flows import second_moments
from verify.residuals.wrong import of_law, off
from verify.routes import conditional


def no_cross(pair: Law) -> dict[str, Array]:
    return {"X": 0 * pair.X}


def turned(pair: Law) -> dict[str, Array]:
    return {"X": pair.X.T}


claim = Claim(
    id="FX-17",
    source="flow matching between jointly Gaussian ends",
    says="With correlated Gaussian ends the velocity is affine; its slope depends on the cross-covariance and on its transpose.",
    latex=r"\nabla v=(tS_1-(1-t)S_0+(1-t)C^{T}-tC)\,S_t^{-1},\quad C=\mathrm{Cov}(x_0,x_1)",
    formula=gaussian.drift,
    tests=(
        *identity(second_moments, (*COUPLED, PAIR_TURNED)),
        *identity(equals(conditional.drift), (*COUPLED, PAIR_TURNED), (symbolic_pair(1), symbolic_pair(2))),
        *sampling(lambda draw: draw.velocity, at_one_point((PAIR_CORRELATED,), F(1, 2)), 50_000),
    ),
    near_misses={
        "ends taken for independent": of_law(gaussian.drift, no_cross),
        "cross-covariance transposed": of_law(gaussian.drift, turned),
        "off by 1e-9": NearMiss(off(gaussian.drift), ("sampling",)),
    },
)
