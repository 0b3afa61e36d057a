"""What x_t leaves open of the target of each prediction: covariances of linear functions of the ends, given x_t."""

import numpy as np

from analytic.arithmetic import Array, Law, Time
from verify.routes.conditional import covariance_of_ends


def left_open(pair: Law, t: Time) -> Array:
    """Cov[p | x_t], (5, d, d), for p = x1, x0, a'x0 + b'x1, b x0 - a x1 and -x0/a, which is linear in the ends."""
    a, b, da, db = pair.path(pair.ar, t)
    full, d = covariance_of_ends(pair, t), len(pair.m0)
    on_source, on_data = pair.ar.eye(2 * d)[:d], pair.ar.eye(2 * d)[d:]
    shares = ((0 * a, 1 + 0 * a), (1 + 0 * a, 0 * a), (da, db), (b, -a), (-1 / a, 0 * a))
    rows = [p * on_source + q * on_data for p, q in shares]
    return np.stack([row @ full @ row.T for row in rows])


def sizes(pair: Law, t: Time) -> Array:
    """tr Cov[p | x_t], (5,)."""
    return pair.ar.einsum("pii->p", left_open(pair, t))
