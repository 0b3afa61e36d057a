# ecmwf/anemoi-core#1096: a noisy step without the score term keeps no marginal
from verify import derivation

CAUSES = {"wrong": "score"}


@derivation("euler_maruyama_step", assume="0<t<1")
def right(x, dt, v, score, g, z):
    return x + (v + g**2 / 2 * score) * dt + g * dt**0.5 * z


@derivation("euler_maruyama_step", assume="0<t<1")
def wrong(x, dt, v, g, z):
    return x + v * dt + g * dt**0.5 * z
