# sony/fp-diffusion#1: x . s without -beta/2 in the rate of the log density of the forward process
import numpy as np

from verify import derivation

CAUSES = {"wrong": "beta / 2 * (x @ score)"}
HERE = {"convention": "vp", "given": {"H": "score_jacobian"}, "batched": False}


@derivation("density_rate", **HERE)
def right(x, score, H, beta):
    return beta / 2 * (np.trace(H) + score @ score + x @ score + len(x))


@derivation("density_rate", **HERE)
def wrong(x, score, H, beta):
    return beta / 2 * (np.trace(H) + score @ score + len(x)) - x @ score
