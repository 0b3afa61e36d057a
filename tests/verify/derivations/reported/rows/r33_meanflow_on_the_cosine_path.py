# zhuyu-cs/MeanFlow#37: does the identity hold on the cosine path? It does, on every path
import numpy as np

from verify import derivation

CAUSES = {"wrong": '"v - (t - r) * (dudt'}
HERE = {"law": "gaussian", "convention": "cosine", "given": {"v": "velocity", "dudt": "average_velocity_rate"}}
HERE["given"] |= {"J": "average_velocity_jacobian"}


@derivation("average_velocity", **HERE)
def right(t, r, v, dudt, J):
    return v - (t - r) * (dudt + np.einsum("nij,nj->ni", J, v))


@derivation("average_velocity", **HERE)
def wrong(t, r, v, dudt, J):
    return v + (t - r) * (dudt + np.einsum("nij,nj->ni", J, v))
