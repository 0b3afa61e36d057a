# jmtomczak/intro_dgm#10: noise is scaled by dt, not by its root
import numpy as np

from verify import derivation

CAUSES = {"wrong": 'for "mean + g * dt * z"'}
HERE = {"assume": "0<t<1", "given": {"mean": "euler_maruyama_mean"}}


@derivation("euler_maruyama_step", **HERE)
def right(mean, dt, g, z):
    return mean + g * np.sqrt(dt) * z


@derivation("euler_maruyama_step", **HERE)
def wrong(mean, dt, g, z):
    return mean + g * dt * z
