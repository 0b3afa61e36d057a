# malbergo/stochastic-interpolants#2: e |s|^2 for -e div s is right on average over p_t, and wrong at a point
import numpy as np

from verify import derivation

CAUSES = {"wrong_at_a_point": "right on average over p_t"}
HERE = {"given": {"b": "sde_drift_divergence", "H": "score_jacobian"}}
ALONE = {"given": {"b": "sde_drift_divergence"}}


@derivation("divergence", **HERE)
def right(H, b, g):
    return b - g**2 / 2 * np.trace(H, axis1=-2, axis2=-1)


@derivation("divergence", **ALONE, on="average")
def right_on_average(b, score, g):
    return b + g**2 / 2 * (score**2).sum(-1)


@derivation("divergence", **ALONE)
def wrong_at_a_point(b, score, g):
    return b + g**2 / 2 * (score**2).sum(-1)
