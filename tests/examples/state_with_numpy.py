"""A plain function that knows nothing of us, its arguments known by their names: AGREES to so many ulps, or REFUTED."""

import numpy as np

from driftproof import derivation


@derivation("velocity", law="gaussian")  # without mu0 and Sigma0: the source is N(0, I)
def field(x, t, mu, Sigma):
    S_t = (1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma
    return mu + (t * Sigma - (1 - t) * np.eye(len(mu))) @ np.linalg.solve(S_t, x - t * mu)
