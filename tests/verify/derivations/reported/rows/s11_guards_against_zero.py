# jcopo/diffuse#12: the velocity from the score, with t clipped; t/(1 - t) for t^2/(1 - t) is wrong beside it
import numpy as np

from verify import derivation

CAUSES = {"wrong": 's / (1 - s) * score" for'}
HERE = {"convention": "noise at 1", "assume": "0<t<1"}


@derivation("velocity", **HERE)
def right(x, t, score):
    return -x / (1 - t) - (t + t * t / (1 - t)) * score


@derivation("velocity", **HERE)
def wrong(x, t, score):
    s = np.clip(t, 1e-6, 1 - 1e-6)
    return -x / (1 - s) - (s + s / (1 - s)) * score
