"""A free claim: a residual that vanishes if the formula is right, regimes to try, near misses that must be caught."""

from analytic import mixture
from driftproof import Claim, identity
from verify import regimes


def ends_meet(formula, case):  # x_t = (1 - t) E[x0 | x_t] + t E[x1 | x_t]
    return (1 - case.t) * mixture.noise(case.law, case.t, case.x) + case.t * formula(case.law, case.t, case.x) - case.x


mine = Claim("MINE-1", "my notes", "the ends average to x_t", "", mixture.denoiser, identity(ends_meet, regimes.PLANE),
             near_misses={"the noise": mixture.noise})  # fmt: skip
