# sbi-dev/sbi, score_fn_iid.py: a covariance without the mean subtracted
import numpy as np

from verify import derivation

CAUSES = {"wrong": "a second moment for a covariance"}


@derivation("covariance")
def right(t, pi, mu, Sigma, mean0, cov0):
    m, S = (1 - t) * mean0 + t * mu, (1 - t) ** 2 * cov0 + t**2 * Sigma
    return np.einsum("k,kij->ij", pi, S + m[:, :, None] * m[:, None]) - np.outer(pi @ m, pi @ m)


@derivation("covariance")
def wrong(t, pi, mu, Sigma, mean0, cov0):
    m, S = (1 - t) * mean0 + t * mu, (1 - t) ** 2 * cov0 + t**2 * Sigma
    return np.einsum("k,kij->ij", pi, S + m[:, :, None] * m[:, None])
