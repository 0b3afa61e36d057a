"""A claim of your own, and how it is shown able to fail."""

# A claim is a formula, a residual that vanishes if it is right, regimes to try it in, and near misses: plausible wrong formulas
# that the same evidence must refute. Without them agreement means nothing, and the verdict is UNDECIDED.

from analytic import mixture
from driftproof import Claim, identity, run, verdict
from verify import regimes

# Claimed is: the means of the two ends, given x_t, average to x_t.


def ends_meet(formula, case):
    return (1 - case.t) * mixture.noise(case.law, case.t, case.x) + case.t * formula(case.law, case.t, case.x) - case.x


def judged(near_misses):
    test = identity(ends_meet, regimes.PLANE)
    mine = Claim("MINE-1", "my notes", "the ends average to x_t", "", mixture.denoiser, test, near_misses=near_misses)
    return verdict(mine, [record for test in mine.tests for record in run(mine, test)])[0]


print(judged({"the mean of the other end": mixture.noise}))
#: HOLDS

# A near miss that is no mistake at all: the evidence cannot tell it from the claim, so it decides nothing.

print(judged({"the same in other words": lambda law, t, x: mixture.posterior(law, t, x, 0, 1)}))
#: UNDECIDED
