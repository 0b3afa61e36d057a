# deepinv/deepinv#775: the factor sqrt(2 log r) is missing in the diffusion coefficient
import numpy as np

from verify import derivation

CAUSES = {"wrong": "equals 1/(8 log(2)) times the velocity"}


@derivation("velocity", convention="ve(1/8, 2)")
def right(x, t, score):
    g = np.sqrt(2 * np.log(16)) * 16**t / 8
    return -(g**2) / 2 * score


@derivation("velocity", convention="ve(1/8, 2)")
def wrong(x, t, score):
    g = 16**t / 8
    return -(g**2) / 2 * score
