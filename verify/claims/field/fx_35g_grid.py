"""The best times for Euler's method between Gaussians."""

from functools import partial

import numpy as np

from analytic import chains
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, excess, identity
from verify.regimes.steps import GRIDS
from verify.residuals.wrong import off

WHOLE = GRIDS[:2]  # from 0 to 1


def most(law: Law, share: int = 2, lost: int = 0) -> Array:
    """s1 cos(pi/(2 N))^N, N steps; near misses: another share of pi for the angle, one cosine less."""
    N = len(law.times) - 1
    return law.s1 * law.ar.cos(law.ar.pi() / (share * N)) ** (N - lost)


def residual(formula: Formula, case: Case) -> Array:
    """What steps of equal angles leave, less it; and what other steps leave beyond it."""
    law, left = case.law, chains.euler_deviation
    best = chains.euler_times(law.ar, law.s0, law.s1, len(law.times) - 1)
    found = case.value(formula)
    return np.stack([left(law.ar, law.s0, law.s1, best) - found, excess(left(law.ar, law.s0, law.s1, law.times) - found)])


claim = Claim(
    id="FX-35g",
    source="FX-35c and the concavity of log cos; not in the literature that we know",
    says="On a line N Euler steps leave a deviation of at most s1 cos(pi/(2 N))^N; steps of equal angles leave that.",
    latex=r"\sigma_N\leq s_1\cos\left(\frac{\pi}{2N}\right)^N",
    formula=most,
    tests=identity(residual, WHOLE),
    near_misses={"pi/N": partial(most, share=1), "a cosine less": partial(most, lost=1), "off by 1e-9": off(most)},
)
