# ecmwf/anemoi-core#1096: a noisy step without the score term keeps no marginal
from verify import derivation

CAUSES = {"wrong": "g^2/2 times the score is missing in the drift"}


@derivation("euler_maruyama_mean", assume="0<t<1")
def right(x, dt, v, score, g):
    return x + (v + g**2 / 2 * score) * dt


@derivation("euler_maruyama_mean", assume="0<t<1")
def wrong(x, dt, v):
    return x + v * dt
