# VincentStimper/normalizing-flows#28, bayesiains/nflows#24: the sign of log det
import numpy as np

from verify import derivation

CAUSES = {"wrong": "- np.log(np.diag(L))"}
HERE = {"law": "gaussian", "assume": "independent", "batched": False}


@derivation("log_density", **HERE)
def right(x, t, m0, S0, m1, S1):
    L = np.linalg.cholesky((1 - t) ** 2 * S0 + t**2 * S1)
    z = np.linalg.solve(L, x - (1 - t) * m0 - t * m1)
    return -z @ z / 2 - len(x) / 2 * np.log(2 * np.pi) - np.log(np.diag(L)).sum()


@derivation("log_density", **HERE)
def wrong(x, t, m0, S0, m1, S1):
    L = np.linalg.cholesky((1 - t) ** 2 * S0 + t**2 * S1)
    z = np.linalg.solve(L, x - (1 - t) * m0 - t * m1)
    return -z @ z / 2 - len(x) / 2 * np.log(2 * np.pi) + np.log(np.diag(L)).sum()
