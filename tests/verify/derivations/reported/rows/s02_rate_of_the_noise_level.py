# deepinv/deepinv#1343: the derivative of sigma(t) = sqrt(exp(B) - 1) is off by a factor of two
import numpy as np

from verify import derivation

CAUSES = {"wrong": '* score / 2" for'}
VP = {"convention": "vp", "assume": "0<t<1"}


@derivation("velocity", **VP)
def right(x, t, score):
    beta, B = 0.1 + 19.9 * t, 0.1 * t + 9.95 * t * t
    sigma = np.sqrt(np.expm1(B))
    rate = beta * np.exp(B) / (2 * sigma)
    return -beta / 2 * x - np.exp(-B) * rate * sigma * score


@derivation("velocity", **VP)
def wrong(x, t, score):
    beta, B = 0.1 + 19.9 * t, 0.1 * t + 9.95 * t * t
    sigma = np.sqrt(np.expm1(B))
    rate = beta * np.exp(B) / sigma
    return -beta / 2 * x - np.exp(-B) * rate * sigma * score
