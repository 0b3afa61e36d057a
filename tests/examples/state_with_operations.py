"""A function of (law, t, x) in the law's own operations: checked in every arithmetic, so it can be PROVED."""

from driftproof import derivation


@derivation("denoiser", law="gaussian", assume="independent")
def mean_of_the_data(law, t, x):
    S_t = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 + law.ar.solve(S_t, x - (1 - t) * law.m0 - t * law.m1) @ (t * law.S1)
