# TensorAuto/OpenTau#512: the bend of a trajectory is -Cov[x1 - x0 | x_t] score: no bend does not mean no covariance
import numpy as np

from verify import derivation

CAUSES = {"wrong": "equals -the acceleration"}
HERE = {"law": "gaussian", "assume": "standard source", "given": {"C": "residual_covariance"}}


@derivation("acceleration", **HERE)
def right(C, score):
    return -np.einsum("nij,nj->ni", C, score)


@derivation("acceleration", **HERE)
def wrong(C, score):
    return np.einsum("nij,nj->ni", C, score)
