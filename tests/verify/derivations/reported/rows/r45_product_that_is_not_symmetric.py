# toshas/torch-fidelity#46, mseitzer/pytorch-fid#117: eigvalsh of a product that is not symmetric
import numpy as np

from verify import derivation

CAUSES = {"wrong": "np.linalg.eigvals("}


@derivation("bures_distance2", law="transport")
def right(S0, S1):
    return np.trace(S0 + S1) - 2 * np.sqrt(np.linalg.eigvals(S0 @ S1).real).sum()


@derivation("bures_distance2", law="transport")
def wrong(S0, S1):
    return np.trace(S0 + S1) - 2 * np.sqrt(np.abs(np.linalg.eigvalsh(S0 @ S1))).sum()
