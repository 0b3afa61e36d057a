# Gsunshine/meanflow#7: the tangents (v, 0, 1) of the JVP in the order of the arguments (z, r, t)
import numpy as np

from verify import derivation

CAUSES = {"wrong": '"dudt + np.einsum'}
HERE = {"law": "gaussian", "convention": "meanflow", "given": {"dudt": "average_velocity_rate", "J": "average_velocity_jacobian"}}


@derivation("average_velocity", **HERE)
def right(t, r, v, dudt, J):
    return v - (t - r) * (dudt + np.einsum("nij,nj->ni", J, v))


@derivation("average_velocity", **HERE)
def wrong(t, r, v, dudt, J):
    return v - (t - r) * (v * dudt + np.einsum("nij,nj->ni", J, v))
