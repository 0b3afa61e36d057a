# jcopo/diffuse#12: the letters are exchanged, an assumption about the source is one about their letter 1
import numpy as np

from verify import derivation

CAUSES = {}
HERE = {"law": "gaussian", "convention": "noise at 1"}


@derivation("velocity", **HERE, assume=("independent", "t<1", "standard source"))
def right(x, t, mean0, cov0):
    S = (1 - t) ** 2 * cov0 + t**2 * np.eye(len(mean0))
    return -x / (1 - t) + t / (1 - t) * np.linalg.solve(S, (x - (1 - t) * mean0).T).T


@derivation("velocity", **HERE, assume="independent")
def of_both(x, t, mean0, cov0, mean1, cov1):
    S = (1 - t) ** 2 * cov0 + t**2 * cov1
    e = (x - (1 - t) * mean0 - t * mean1).T
    return mean1 - mean0 + np.linalg.solve(S, e).T @ (t * cov1 - (1 - t) * cov0)
